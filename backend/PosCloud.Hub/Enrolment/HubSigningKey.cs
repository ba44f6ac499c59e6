using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PosCloud.Domain.Identity;
using PosCloud.Hub.Nodes;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol.Enrolment;

namespace PosCloud.Hub.Enrolment;

/// <summary>
/// The hub's own key, in a file outside the database: it signs enrolment certificates, by which terminals come back after
/// the database was restored from a backup that is older than they are.
/// </summary>
internal sealed class HubSigningKey : IDisposable
{
    public const string FileName = "hub-signing.key";

    private const string StoreClaim = "store";
    private const string KeyClaim = "key";
    private const string EpochClaim = "epoch";

    private readonly ECDsa _key;
    // The default factory keeps signers for the life of the process, also after this key is gone.
    private readonly CryptoProviderFactory _signers = new() { CacheSignatureProviders = false };
    private readonly JsonWebTokenHandler _tokens = new() { SetDefaultTimesOnTokenCreation = false };

    private HubSigningKey(ECDsa key) => _key = key;

    /// <summary>Reads the key or makes one.</summary>
    public static HubSigningKey Open(NodeKeys keys)
    {
        var pem = keys.ReadOrMake(FileName, Make);
        var key = ECDsa.Create();
        key.ImportFromPem(Encoding.ASCII.GetString(pem));
        return new HubSigningKey(key);
    }

    /// <summary>States that this public key is this terminal of this store.</summary>
    public string Certify(TerminalId terminal, StoreId store, JournalEpoch epoch, string publicKey, DateTimeOffset now) =>
        _tokens.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = DeviceToken.Audience,
            IssuedAt = now.UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = terminal.Value,
                [StoreClaim] = store.Value,
                [EpochClaim] = epoch.Value,
                [KeyClaim] = publicKey,
            },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(_key), SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = _signers },
        });

    /// <summary>Reads a certificate; null when this hub never signed it.</summary>
    public async Task<EnrolmentCertificate?> ReadAsync(string certificate)
    {
        var result = await _tokens.ValidateTokenAsync(certificate, new TokenValidationParameters
        {
            IssuerSigningKey = new ECDsaSecurityKey(_key),
            CryptoProviderFactory = _signers,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = DeviceToken.Audience,
            ValidateAudience = false,
            // It states what was, and doesn't expire; whether it still counts is in the database and its log.
            ValidateLifetime = false,
            RequireExpirationTime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return null;
        return TerminalId.TryParse(token.Subject, out var terminal)
            && token.TryGetPayloadValue(StoreClaim, out string store) && StoreId.TryParse(store, out var of)
            && token.TryGetPayloadValue(EpochClaim, out string epoch) && JournalEpoch.TryParse(epoch, out var given)
            && token.TryGetPayloadValue(KeyClaim, out string key)
            ? new EnrolmentCertificate(terminal, of, given, key)
            : null;
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem());
    }
}
