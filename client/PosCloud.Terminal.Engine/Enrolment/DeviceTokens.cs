using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PosCloud.Protocol.Enrolment;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Enrolment;

/// <summary>
/// Short-lived tokens signed by the device key. Their time is hub time as estimated, so a wrong device clock doesn't
/// lock the terminal out.
/// </summary>
internal sealed class DeviceTokens(DeviceKey key, TerminalJournal journal)
{
    private readonly Lock _gate = new();
    private (string Token, DateTimeOffset IssuedAt, string Subject)? _cached;

    public string Current()
    {
        var subject = journal.Identity?.Terminal.Value ?? throw new NotEnrolledException();
        var now = journal.Clock.EstimatedHubTime;
        lock (_gate)
        {
            if (_cached is { } cached && cached.Subject == subject && now >= cached.IssuedAt
                && (now - cached.IssuedAt).TotalSeconds < DeviceToken.LifetimeSeconds)
            {
                return cached.Token;
            }

            var token = Sign(subject, now);
            _cached = (token, now, subject);
            return token;
        }
    }

    /// <summary>Forgets the token, because the hub said its time is wrong.</summary>
    public void Forget()
    {
        lock (_gate) _cached = null;
    }

    private string Sign(string subject, DateTimeOffset at)
    {
        var header = Encode("""{"alg":"ES256","typ":"JWT"}""");
        // A terminal's code has only letters and digits, so it needs no escaping.
        var claims = Encode(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"sub":"{{subject}}","aud":"{{DeviceToken.Audience}}","iat":{{at.ToUnixTimeSeconds()}},"jti":"{{Guid.CreateVersion7(at):N}}"}"""));
        var signed = header + "." + claims;
        return signed + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
