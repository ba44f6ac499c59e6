using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine.Enrolment;

/// <summary>Pairs this device with a store by a one-time code.</summary>
public sealed class TerminalEnrolment
{
    private readonly DataFolder _folder;
    private readonly TerminalJournal _journal;
    private readonly HubHttp _http;
    private readonly TerminalEngineOptions _options;
    private readonly TimeProvider _clock;

    internal TerminalEnrolment(DataFolder folder, TerminalJournal journal, HubHttp http, TerminalEngineOptions options, TimeProvider clock) =>
        (_folder, _journal, _http, _options, _clock) = (folder, journal, http, options, clock);

    /// <summary>The terminal got its identity.</summary>
    public event Action? Enrolled;

    /// <param name="hub">Address of the hub, for example <c>https://hub.example.com</c>.</param>
    public async Task<EnrolmentOutcome> EnrolAsync(Uri hub, string code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hub);
        if (_journal.Identity is { } identity) return new EnrolmentOutcome.AlreadyEnrolled(identity.Terminal, identity.Store);
        if (!hub.IsAbsoluteUri || hub.Scheme is not ("http" or "https")) return new EnrolmentOutcome.Mistyped($"'{hub}' is not the address of a hub; it begins with https://.");
        if (EnrolmentCode.Normalise(code) is not { } normal)
        {
            return new EnrolmentOutcome.Mistyped(string.Create(
                CultureInfo.InvariantCulture, $"A code has {EnrolmentCode.Length} letters and digits, without 0, O, 1 and I."));
        }

        using var key = DeviceKey.LoadOrCreate(_folder.DeviceKey);
        var request = new EnrolmentRequest(normal, key.PublicKey, Environment.MachineName, _options.Program);
        try
        {
            return await AskAsync(hub, request, cancellation).ConfigureAwait(false);
        }
        catch (SyncFailedException problem)
        {
            return problem.Code is { } refusal ? new EnrolmentOutcome.Refused(refusal, problem.Message) : new EnrolmentOutcome.Unreachable(problem.Message);
        }
    }

    private async Task<EnrolmentOutcome> AskAsync(Uri hub, EnrolmentRequest request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(hub, Routes.Enrol));
        message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, ProtocolJson.Wire.EnrolmentRequest));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var sent = _clock.GetTimestamp();
        var answer = await _http.SendAsync(message, ProtocolJson.Wire.EnrolmentAnswer, cancellation).ConfigureAwait(false);
        _journal.Clock.Measure(sent, answer.Body.HubTime);
        _journal.Enrol(new TerminalIdentity(answer.Body.Terminal, answer.Body.Store, hub, answer.Body.Certificate), answer.Body.Epoch, answer.Body.HubEpoch);
        Enrolled?.Invoke();
        return new EnrolmentOutcome.Enrolled(answer.Body.Terminal, answer.Body.Store);
    }
}
