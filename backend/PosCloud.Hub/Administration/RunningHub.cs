using System.Security.Cryptography;
using System.Text.Json;

namespace PosCloud.Hub.Administration;

/// <summary>
/// How a command finds the hub that has the database open: a file in the data folder with an address on this machine and
/// a secret, readable by the hub's user only.
/// </summary>
/// <param name="Address">Loopback address of the administration endpoint.</param>
/// <param name="PublicAddress">Where the hub serves terminals.</param>
internal sealed record RunningHub(Uri Address, string Secret, int ProcessId, string PublicAddress)
{
    private const string FileName = "running.json";

    public static RunningHub Announce(string dataDirectory, Uri address, string publicAddress)
    {
        var hub = new RunningHub(address, RandomNumberGenerator.GetHexString(64, lowercase: true), Environment.ProcessId, publicAddress);
        PrivateFile.Write(PathIn(dataDirectory), JsonSerializer.SerializeToUtf8Bytes(hub));
        return hub;
    }

    /// <summary>Null when no hub announced itself; the one found may have ended without taking its file away.</summary>
    public static RunningHub? Find(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningHub>(File.ReadAllBytes(PathIn(dataDirectory)));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Withdraw(string dataDirectory)
    {
        if (Find(dataDirectory)?.Secret == Secret) File.Delete(PathIn(dataDirectory));
    }

    public bool Knows(string? secret) => secret is not null && CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(secret), System.Text.Encoding.UTF8.GetBytes(Secret));

    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, FileName);
}
