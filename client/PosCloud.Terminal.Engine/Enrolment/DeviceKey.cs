using System.Security.Cryptography;

namespace PosCloud.Terminal.Engine.Enrolment;

/// <summary>
/// The device's ECDSA P-256 key pair, made on the device and readable by its user alone. Only the public half ever
/// leaves it.
/// </summary>
internal sealed class DeviceKey : IDisposable
{
    private readonly ECDsa _key;

    private DeviceKey(ECDsa key) => _key = key;

    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>The key in the file; null when there is none.</summary>
    /// <exception cref="CryptographicException">The file holds no key.</exception>
    public static DeviceKey? Load(string path)
    {
        // An empty one was left by a start that was cut off, before anybody could know the key.
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new DeviceKey(key);
        }
        catch (ArgumentException problem)
        {
            key.Dispose();
            throw new CryptographicException($"{path} holds no device key. Enrol the terminal again.", problem);
        }
    }

    /// <summary>The key in the file, or a new one that is on the disk before it's used.</summary>
    public static DeviceKey LoadOrCreate(string path)
    {
        if (Load(path) is { } existing) return existing;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // A file under its own name is always whole.
        var unfinished = path + ".part";
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
        return new DeviceKey(key);
    }

    /// <summary>ES256 signature in the form JSON Web Tokens use.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        lock (_key) return _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose() => _key.Dispose();
}
