using System.Security.Cryptography;
using PosCloud.Hub.Administration;

namespace PosCloud.Hub.Nodes;

/// <summary>
/// The hub's keys: files outside the database, so that who steals it can't sign with them. Nodes of one hub share the
/// folder; the first that starts makes the keys.
/// </summary>
internal sealed class NodeKeys(string directory)
{
    public byte[] ReadOrMake(string name, Func<byte[]> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var path = Path.Combine(directory, name);
        // Two nodes that start together both make a key; the file system lets one win, and both use that one.
        if (!File.Exists(path)) PrivateFile.WriteNew(path, make());
        return File.ReadAllBytes(path);
    }

    /// <summary>The same for nodes with the same keys; tells nothing about them.</summary>
    public string Fingerprint(IEnumerable<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in names) hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(directory, name))));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
