using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Stage;

/// <summary>A device that speaks the protocol without a terminal's engine, so that it can lie.</summary>
internal sealed class RawDevice : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HubStage _hub;
    private readonly HttpClient _client;
    private JournalSequence _next = new(1);
    private Sha256Digest _previous = Sha256Digest.None;

    private RawDevice(HubStage hub)
    {
        _hub = hub;
        _client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = hub.Address };
    }

    public TerminalId Terminal { get; private set; }

    public JournalEpoch Epoch { get; private set; }

    /// <summary>The hub's signed statement of the enrolment.</summary>
    public string Certificate { get; private set; } = "";

    public static async Task<RawDevice> EnrolAsync(HubStage hub, string store) => await EnrolByCodeAsync(hub, await hub.EnrolmentCodeAsync(store));

    public static async Task<RawDevice> EnrolByCodeAsync(HubStage hub, string code)
    {
        var device = new RawDevice(hub);
        var request = new EnrolmentRequest(
            code, Convert.ToBase64String(device._key.ExportSubjectPublicKeyInfo()), "raw", "0.1.0");
        using var response = await device._client.PostAsJsonAsync(Routes.Enrol, request, ProtocolJson.Wire.EnrolmentRequest, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = (await response.Content.ReadFromJsonAsync(ProtocolJson.Wire.EnrolmentAnswer, TestContext.Current.CancellationToken))!;
        (device.Terminal, device.Epoch, device.Certificate) = (answer.Terminal, answer.Epoch, answer.Certificate);
        return device;
    }

    /// <summary>Puts facts of that store behind the journal's last one.</summary>
    public SyncUpload Append(string store, params FactBody[] bodies)
    {
        var (first, previous) = (_next, _previous);
        var entries = new List<JournalEntry>();
        foreach (var body in bodies)
        {
            var now = _hub.Clock.GetUtcNow();
            var entry = JournalEntry.Append(Terminal, Epoch, _next, _previous, FactCodec.Encode(FactId.New(_hub.Clock), now, StoreId.Parse(store), body));
            entries.Add(entry);
            (_next, _previous) = (new JournalSequence(_next.Value + 1), entry.ChainHash);
        }

        return new SyncUpload(new UploadHeader(Epoch, first, previous, entries.Count, StoreId.Parse(store)), [.. entries.Select(FactFrame.Of)]);
    }

    /// <param name="subject">Name in the token; null for the device's own.</param>
    public async Task<HttpResponseMessage> SyncAsync(SyncUpload? upload, StateRequest? state, TerminalId? subject = null, string? certificate = null)
    {
        var report = new TerminalReport(0, 0, null, null, null, _hub.Clock.GetUtcNow(), null, null, "manual", null, 0);
        var head = new SyncRequest(ProtocolVersions.Protocol, ProtocolVersions.Schema, "0.1.0", "Direct", null, [], upload?.Header, state, report);
        return await SendAsync(SyncBody.Write(head, upload?.Facts ?? []), Token(subject ?? Terminal), certificate: certificate);
    }

    public async Task<HttpResponseMessage> SendAsync(byte[] body, string token, string? encoding = null, string? certificate = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Routes.Sync);

        // A hub that refuses by the announced length closes the line: bytes still on their way would hide its answer.
        message.Headers.ExpectContinue = true;
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (certificate is not null) message.Headers.Add(Routes.CertificateHeader, certificate);
        message.Content = new ByteArrayContent(body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(Routes.SyncMediaType);
        if (encoding is not null) message.Content.Headers.ContentEncoding.Add(encoding);
        return await _client.SendAsync(message, TestContext.Current.CancellationToken);
    }

    /// <summary>A token that this device signed, for whatever terminal.</summary>
    public string Token(TerminalId subject, string audience = DeviceToken.Audience, TimeSpan age = default) => Sign(
        """{"alg":"ES256","typ":"JWT"}""",
        JsonSerializer.Serialize(new { sub = subject.Value, aud = audience, iat = (_hub.Clock.GetUtcNow() - age).ToUnixTimeSeconds(), jti = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) }));

    /// <summary>A token of these parts with this device's signature.</summary>
    public string Sign(string header, string claims)
    {
        var signed = Encode(header) + "." + Encode(claims);
        return signed + "." + Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>What an attacker who knows the public key would sign with, if the hub took it for a shared secret.</summary>
    public string SignWithPublicKey(TerminalId subject)
    {
        var signed = Encode("""{"alg":"HS256","typ":"JWT"}""") + "." + Token(subject).Split('.')[1];
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(signed)));
    }

    public void Dispose()
    {
        _key.Dispose();
        _client.Dispose();
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
