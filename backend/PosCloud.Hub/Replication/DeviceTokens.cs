using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PosCloud.Domain.Identity;
using PosCloud.Hub.Enrolment;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>
/// Checks the short-lived token that a terminal signs with its device key. A token that was found good is remembered for a
/// few seconds, because a busy terminal comes again at once and checking a signature costs more than the rest of an idle sync.
/// </summary>
internal sealed class DeviceTokens(TerminalEnrolment enrolment, CertifiedDevice certified, TimeProvider clock)
{
    // About 1 kB each; forgetting them costs one signature check per terminal.
    private const int MaxRemembered = 20_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(ProtocolLimits.MaxTokenAgeSeconds);

    // How long a device may still be let in whose key was taken away through another node.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    // The default factory keeps a key for as long as the process runs; here keys are read anew, because they can be taken away.
    private readonly CryptoProviderFactory _signers = new() { CacheSignatureProviders = false };
    private readonly ConcurrentDictionary<string, (TerminalId Terminal, DateTimeOffset IssuedAt, long CheckedAt)> _known = new(StringComparer.Ordinal);

    /// <param name="certificate">Shown by a device whose token was refused before; null ordinarily.</param>
    public async Task<TokenOutcome> CheckAsync(string? token, string? certificate, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token)) return Bad("The request has no token.");
        return _known.TryGetValue(token, out var known) && clock.GetElapsedTime(known.CheckedAt) < RememberedFor
            ? Timed(known.Terminal, known.IssuedAt)
            : await CheckSignatureAsync(token, certificate, cancellationToken);
    }

    /// <summary>Without what is remembered: a line that is opened with the token stays open for longer than that.</summary>
    public Task<TokenOutcome> CheckAnewAsync(string token, CancellationToken cancellationToken) => CheckSignatureAsync(token, certificate: null, cancellationToken);

    private async Task<TokenOutcome> CheckSignatureAsync(string token, string? certificate, CancellationToken cancellationToken)
    {
        if (Parse(token) is not { } parsed) return Bad("The token isn't a JSON Web Token signed with ES256.");
        if (!TerminalId.TryParse(parsed.Subject, out var terminal)) return Bad("The token names no terminal.");
        if (await RefusalAsync(parsed, terminal, certificate, cancellationToken) is { } refused) return refused;
        var issuedAt = IssuedAt(parsed);
        var outcome = Timed(terminal, issuedAt);
        if (outcome is TokenOutcome.Valid) Remember(token, terminal, issuedAt);
        return outcome;
    }

    /// <summary>
    /// Remembered tokens of this terminal count no more: another device has its place. Other nodes forget theirs within
    /// <see cref="RememberedFor"/>.
    /// </summary>
    public void Forget(TerminalId terminal)
    {
        foreach (var token in _known.Where(known => known.Value.Terminal == terminal).Select(known => known.Key).ToList()) _known.TryRemove(token, out _);
    }

    /// <summary>Null when a key of this terminal signed the token, be it one that only its certificate still knows.</summary>
    private async Task<TokenOutcome.Refused?> RefusalAsync(JsonWebToken token, TerminalId terminal, string? certificate, CancellationToken cancellationToken)
    {
        var publicKeys = (await enrolment.FindAsync(terminal, cancellationToken))?.PublicKeys ?? [];
        if (publicKeys.Count > 0 && await IsSignedAsync(token, publicKeys)) return null;
        if (certificate is null || await certified.ReadAsync(certificate, terminal) is not { } shown || !await IsSignedAsync(token, [shown.PublicKey]))
        {
            return Bad(publicKeys.Count == 0
                ? $"The hub knows no terminal {terminal}; enrol the device again."
                : "The token's signature isn't that of this terminal's device; enrol the device again.");
        }

        // Nobody comes back by a token that was overheard long ago.
        if (Timed(terminal, IssuedAt(token)) is TokenOutcome.Refused late) return late;
        return (await certified.ReadmitAsync(shown, cancellationToken)).Problem is { } problem ? Bad(problem) : null;
    }

    private async Task<bool> IsSignedAsync(JsonWebToken token, IEnumerable<string> publicKeys)
    {
        var keys = publicKeys.Select(DevicePublicKey.TryRead).OfType<ECDsaSecurityKey>().ToList();
        try
        {
            return (await _handler.ValidateTokenAsync(token, Rules(keys))).IsValid;
        }
        finally
        {
            keys.ForEach(key => key.ECDsa.Dispose());
        }
    }

    private static DateTimeOffset IssuedAt(JsonWebToken token) => new(token.IssuedAt, TimeSpan.Zero);

    private void Remember(string token, TerminalId terminal, DateTimeOffset issuedAt)
    {
        if (_known.Count >= MaxRemembered) _known.Clear();
        _known[token] = (terminal, issuedAt, clock.GetTimestamp());
    }

    private TokenOutcome Timed(TerminalId terminal, DateTimeOffset issuedAt)
    {
        var age = clock.GetUtcNow() - issuedAt;
        return age.Duration() <= MaxAge
            ? new TokenOutcome.Valid(terminal)
            : new TokenOutcome.Refused(SyncErrorCode.Clock, "The token's time is more than five minutes from the hub's; repeat with the hub's time.");
    }

    private JsonWebToken? Parse(string token)
    {
        try
        {
            var parsed = _handler.ReadJsonWebToken(token);
            return parsed.Alg == DeviceToken.Algorithm ? parsed : null;
        }
        catch (Exception bad) when (bad is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private TokenValidationParameters Rules(IReadOnlyList<SecurityKey> publicKeys) => new()
    {
        CryptoProviderFactory = _signers,
        IssuerSigningKeys = publicKeys,
        TryAllIssuerSigningKeys = true,
        ValidAlgorithms = [DeviceToken.Algorithm],
        ValidAudience = DeviceToken.Audience,
        ValidateIssuer = false,
        // Age is judged by `iat` in hub time, above, so that a wrong clock gets an answer that helps.
        ValidateLifetime = false,
        RequireExpirationTime = false,
    };

    private static TokenOutcome.Refused Bad(string message) => new(SyncErrorCode.Credential, message);
}
