using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>
/// A device with a right credential that sends wrong things: facts whose contents were changed and whose hashes are right
/// again, so that they get as deep into the hub as a real sale.
/// </summary>
internal sealed class FuzzDevice : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HubStage _hub;
    private readonly IReadOnlyList<Fact> _sold;
    private string _token = "";
    private DateTimeOffset _signedAt;

    /// <param name="sold">Facts of a real terminal.</param>
    private FuzzDevice(HubStage hub, IReadOnlyList<Fact> sold) => (_hub, _sold) = (hub, sold);

    public TerminalId Terminal { get; private set; }

    /// <summary>The last sequence that the hub acknowledged.</summary>
    public JournalSequence Acknowledged { get; private set; }

    private Sha256Digest Chain { get; set; } = Sha256Digest.None;

    public static async Task<FuzzDevice> EnrolAsync(HubStage hub, IReadOnlyList<Fact> sold, string store)
    {
        var device = new FuzzDevice(hub, sold);
        using var client = new HttpClient { BaseAddress = hub.Address };
        var request = new EnrolmentRequest(await hub.EnrolmentCodeAsync(store), Convert.ToBase64String(device._key.ExportSubjectPublicKeyInfo()), "fuzz", "0.1.0");
        using var response = await client.PostAsJsonAsync(Routes.Enrol, request, ProtocolJson.Wire.EnrolmentRequest, TestContext.Current.CancellationToken);
        device.Terminal = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(ProtocolJson.Wire.EnrolmentAnswer, TestContext.Current.CancellationToken))!.Terminal;
        return device;
    }

    /// <summary>The header of a right credential.</summary>
    public (string Name, string Value) Authorization()
    {
        var now = _hub.Clock.GetUtcNow();
        if (now - _signedAt > TimeSpan.FromMinutes(2))
        {
            var signed = Encode("""{"alg":"ES256","typ":"JWT"}""") + "."
                + Encode(JsonSerializer.Serialize(new { sub = Terminal.Value, aud = DeviceToken.Audience, iat = now.ToUnixTimeSeconds() }));
            _token = signed + "." + Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
            _signedAt = now;
        }

        return ("Authorization", "Bearer " + _token);
    }

    /// <summary>A sync with these facts behind what the hub has, with right hashes over whatever their contents are.</summary>
    public (RawRequest Request, JournalSequence Last, Sha256Digest Chain) Sync(IReadOnlyList<byte[]> contents)
    {
        var (sequence, chain) = (Acknowledged, Chain);
        var frames = new List<FactFrame>();
        foreach (var content in contents)
        {
            sequence = sequence.Next();
            var hash = Sha256Digest.Of(content);
            chain = FactHash.ChainHash(chain, Terminal, JournalEpoch.First, sequence, hash);
            frames.Add(new FactFrame(content, hash, chain));
        }

        var now = _hub.Clock.GetUtcNow();
        var report = new TerminalReport(
            frames.Count, 1, new Money(100, Currency.Parse("EUR")), now, now, now, 12, "The line was cut.", "sale", now, 0);
        var upload = frames.Count == 0 ? null : new UploadHeader(JournalEpoch.First, Acknowledged.Next(), Chain, frames.Count, StoreId.Parse("S1"), "boot", 77);
        var known = Acknowledged.Value == 0 ? Array.Empty<EpochPosition>() : [new EpochPosition(JournalEpoch.First, Acknowledged, Chain)];
        var head = new SyncRequest(ProtocolVersions.Protocol, ProtocolVersions.Schema, "0.1.0", "Direct", null, known, upload, new StateRequest(null, null), report);
        var request = new RawRequest("POST", Routes.Sync, [("Content-Type", Routes.SyncMediaType), Authorization()], SyncBody.Write(head, frames));
        return (request, sequence, chain);
    }

    /// <summary>Contents of one to four facts as a terminal made them, some changed.</summary>
    public List<byte[]> Contents(Random random, Mutator mutator)
    {
        var contents = new List<byte[]>();
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var fact = mutator.Pick(_sold) with { Id = FactId.New(_hub.Clock) };
            contents.Add(random.Next(5) switch
            {
                0 => FactHash.ContentBytes(fact),
                1 => mutator.Bytes(FactHash.ContentBytes(fact)),
                _ => FactHash.ContentBytes(fact with { Payload = mutator.Json(fact.Payload.ToArray()) }),
            });
        }

        return contents;
    }

    /// <summary>Takes what the hub acknowledged for sent.</summary>
    public void Learn(RawAnswer? answer, JournalSequence last, Sha256Digest chain)
    {
        if (answer?.Status != 200) return;
        var upload = JsonSerializer.Deserialize(answer.Body, ProtocolJson.Wire.SyncAnswer)?.Upload;
        if (upload is { Outcome: UploadOutcome.Accepted } && upload.AcceptedThrough == last && upload.ChainHash == chain) (Acknowledged, Chain) = (last, chain);
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
