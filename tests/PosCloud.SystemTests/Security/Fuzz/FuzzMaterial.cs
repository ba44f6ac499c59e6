using System.Security.Cryptography;
using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>What a real terminal sends in an hour, as bytes, the facts in it, and what no answer and no log may tell.</summary>
internal sealed record FuzzMaterial(IReadOnlyList<RawRequest> Requests, IReadOnlyList<Fact> Facts, IReadOnlyList<string> Secrets)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<FuzzMaterial> RecordAsync(HubStage hub)
    {
        var recorded = new List<RawRequest>();
        var facts = new List<Fact>();
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 1_000));
        var till = await hub.OpenTillAsync();
        till.Line.Rule = async (message, send, cancellation) =>
        {
            recorded.Add(await OfAsync(message, cancellation));
            if (await SentSync.ReadAsync(message, cancellation) is { } sent)
                facts.AddRange(sent.Facts.Select(frame => FactHash.TryReadContent(frame.Content, out var fact) ? fact! : throw new InvalidOperationException("The terminal sent no fact.")));
            return await send();
        };
        var sold = till.Sell((sku, 3));
        till.TakeBack(sold);
        await hub.SettleAsync(till);
        till.Sell(sku);
        await hub.SettleAsync(till);
        till.Line.Join();
        recorded.Add(new RawRequest("GET", Routes.Bootstrap + "/" + new string('a', 64), [("Authorization", "Bearer x")], []));
        recorded.Add(new RawRequest("POST", Routes.Nudge + "/negotiate?negotiateVersion=1", [("Authorization", "Bearer x")], []));
        recorded.Add(new RawRequest("GET", Routes.Nudge, [("Authorization", "Bearer x")], []));
        recorded.Add(new RawRequest("GET", Routes.Metrics, [], []));
        recorded.Add(new RawRequest("POST", "/administration/verbs", [("Content-Type", "application/json")], """{"verb":"terminals","arguments":{"json":true,"values":{}}}"""u8.ToArray()));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        recorded.Add(new RawRequest("POST", Routes.Enrol, [("Content-Type", "application/json")], JsonSerializer.SerializeToUtf8Bytes(
            new EnrolmentRequest(await hub.EnrolmentCodeAsync(), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), "fuzz", "0.1.0"), ProtocolJson.Wire.EnrolmentRequest)));
        var sync = JsonSerializer.Deserialize(recorded[0].Body.AsSpan(4, recorded[0].Body[2] << 8 | recorded[0].Body[3]), ProtocolJson.Wire.SyncRequest)!;
        foreach (var engine in (string[])["Direct", "Dotmim"])
        {
            recorded.Add(new RawRequest("POST", Routes.Hello, [("Content-Type", "application/json"), ("Authorization", "Bearer x")], JsonSerializer.SerializeToUtf8Bytes(
                new HelloRequest(sync with { Engine = engine, Upload = null, State = null }, null, [], "boot", 7), ProtocolJson.Wire.HelloRequest)));
        }

        hub.Logs.Drain();
        return new FuzzMaterial(recorded, facts, await SecretsAsync(hub, till));
    }

    private static async Task<List<string>> SecretsAsync(HubStage hub, Till till)
    {
        var running = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(hub.DataFolder, "running.json"), Cancellation)).RootElement;
        var lines = await File.ReadAllLinesAsync(Path.Combine(hub.DataFolder, "hub-signing.key"), Cancellation);
        var ofDevice = await File.ReadAllLinesAsync(Path.Combine(till.Folder, "device.key"), Cancellation);
        return
        [
            running.GetProperty("Secret").GetString()!, Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(hub.DataFolder, "ticket.key"), Cancellation)),
            till.Engine.Identity!.Certificate, .. lines.Concat(ofDevice).Where(line => line.Length > 20 && !line.StartsWith('-')),
        ];
    }

    private static async Task<RawRequest> OfAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        var headers = message.Headers.Concat(message.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .Where(header => header.Key is not ("Content-Length" or "Content-Encoding")).Select(header => (header.Key, string.Join(", ", header.Value)));
        var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellation);
        // Unpacked, so that a changed byte is a changed byte of the content.
        if (await SentSync.ReadAsync(message, cancellation) is { } sync) body = SyncBody.Write(sync.Request, sync.Facts);
        return new RawRequest(message.Method.Method, message.RequestUri!.PathAndQuery, [.. headers], body);
    }
}
