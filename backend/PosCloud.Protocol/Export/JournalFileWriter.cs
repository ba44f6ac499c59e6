using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using PosCloud.Domain.Facts;

namespace PosCloud.Protocol.Export;

/// <summary>Writes a <see cref="JournalFile"/>, fact by fact.</summary>
public sealed class JournalFileWriter : IDisposable
{
    private readonly Stream _target;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public JournalFileWriter(Stream target, JournalFileHeader header)
    {
        _target = target;
        Put(JsonSerializer.SerializeToUtf8Bytes(header, ProtocolJson.Wire.JournalFileHeader));
        Put("\n"u8);
    }

    public void Add(JournalFileFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        PutPart(JsonSerializer.SerializeToUtf8Bytes(
            new JournalFilePlace(fact.Epoch.Value, fact.Sequence.Value, fact.Previous.ToString()), ProtocolJson.Wire.JournalFilePlace));
        PutPart(fact.Frame.Content.Span);
        Put(fact.Frame.ContentHash.ToArray());
        Put(fact.Frame.ChainHash.ToArray());
    }

    /// <summary>Ends the file. Without a seal the hub keeps its facts in quarantine until a person decides.</summary>
    /// <param name="sign">Signs the digest of what was written with the device key; null when the key is lost.</param>
    public void End(Func<byte[], byte[]>? sign)
    {
        if (sign is null) return;
        var seal = sign(_digest.GetCurrentHash());
        PutLength(JournalFile.EndMark);
        PutPart(seal);
    }

    public void Dispose() => _digest.Dispose();

    private void PutPart(ReadOnlySpan<byte> bytes)
    {
        PutLength(bytes.Length);
        Put(bytes);
    }

    private void PutLength(int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        Put(bytes);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _digest.AppendData(bytes);
        _target.Write(bytes);
    }
}
