using System.Security.Cryptography;
using System.Text;

namespace PosCloud.Simulation.World;

/// <summary>What happened in a world, line by line, with a hash over all of it.</summary>
internal sealed class EventLog(bool keepAll) : IDisposable
{
    private const int Kept = 60;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<string> _lines = new();

    public int Count { get; private set; }

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>SHA-256 over every line so far, in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Add(string line)
    {
        Count++;
        _hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        _lines.Enqueue(line);
        if (!keepAll && _lines.Count > Kept) _lines.Dequeue();
    }

    public void Dispose() => _hash.Dispose();
}
