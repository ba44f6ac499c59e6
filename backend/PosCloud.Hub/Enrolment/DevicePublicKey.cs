using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace PosCloud.Hub.Enrolment;

/// <summary>Reads a device's public key: ECDSA P-256, SubjectPublicKeyInfo, base64.</summary>
internal static class DevicePublicKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Null when the text isn't such a key.</summary>
    public static ECDsaSecurityKey? TryRead(string? base64)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(base64 ?? ""), out _);
            // Other curves have keys of the same length.
            if (key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: P256 }) return new ECDsaSecurityKey(key);
        }
        catch (Exception bad) when (bad is FormatException or CryptographicException or PlatformNotSupportedException)
        {
            // Told to the device by the caller.
        }

        key.Dispose();
        return null;
    }
}
