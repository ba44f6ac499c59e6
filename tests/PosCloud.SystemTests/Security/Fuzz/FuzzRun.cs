using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>
/// Sends changed requests to a hub and looks at every answer: it never fails, never tells what it mustn't, loses no fact it
/// acknowledged, and serves as before at the end. One seed gives the same requests.
/// </summary>
internal sealed class FuzzRun(HubStage hub, int seed)
{
    private const int Senders = 3;
    private const int MostErrors = 5;
    private const long MostGrowth = 192L * 1024 * 1024;
    private readonly Dictionary<int, int> _statuses = [];
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private List<RawRequest> _recorded = [];
    private List<string> _secrets = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task RunAsync(int requests)
    {
        var sold = await RecordAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var devices = new List<FuzzDevice>();
        for (var at = 0; at < Senders; at++) devices.Add(await FuzzDevice.EnrolAsync(hub, sold, at == 2 ? "S2" : "S1"));
        await Task.WhenAll(devices.Select((device, at) => Task.Run(() => SendAsync(device, at, requests / Senders))));
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}"))}");
        Assert.True(_statuses.GetValueOrDefault(200) > requests / 10, "Too few requests got past the door for this to prove anything.");
        await AssertUnharmedAsync(devices);
        foreach (var device in devices) device.Dispose();
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MostGrowth, $"The process keeps {growth / 1024 / 1024} MiB more than before.");
    }

    private async Task SendAsync(FuzzDevice device, int sender, int requests)
    {
        for (var number = 0; number < requests; number++)
        {
            var random = new Random(unchecked((seed * 1_000_003) + (sender * 500_009) + number));
            var mutator = new Mutator(random);
            if (random.Next(2) == 0) await SendFactsAsync(device, random, mutator, number);
            else await SendChangedAsync(device, random, mutator, number);
            if (number % 200 == 199) Look();
        }
    }

    /// <summary>A right credential, right hashes, and anything in the facts or the head.</summary>
    private async Task SendFactsAsync(FuzzDevice device, Random random, Mutator mutator, int number)
    {
        var (request, last, chain) = device.Sync(device.Contents(random, mutator));
        if (random.Next(3) == 0) request = request with { Body = mutator.Json(request.Body) };
        device.Learn(await JudgeAsync(request, number), last, chain);
    }

    /// <summary>A recorded request changed in one to three places; half of them signed again.</summary>
    private async Task SendChangedAsync(FuzzDevice device, Random random, Mutator mutator, int number)
    {
        var request = mutator.Pick(_recorded);
        if (random.Next(2) == 0) request = request with { Headers = [.. request.Headers.Where(header => header.Name != "Authorization"), device.Authorization()] };
        for (var changes = random.Next(1, 4); changes > 0; changes--) request = mutator.Of(request);
        await JudgeAsync(request, number);
    }

    private async Task<RawAnswer?> JudgeAsync(RawRequest request, int number)
    {
        var answer = await request.SendAsync(hub.Address, Cancellation);
        lock (_gate) _statuses[answer?.Status ?? 0] = _statuses.GetValueOrDefault(answer?.Status ?? 0) + 1;
        foreach (var error in hub.Logs.TakeErrors()) Note(error, request, number);
        if (answer is null)
        {
            // A sender that ended in the middle, or promised more than it sent, may be left without an answer.
            if (request.CutAt is null && !request.Headers.Any(header => header.Name.Contains("Length", StringComparison.OrdinalIgnoreCase) || header.Name == "Transfer-Encoding"))
                Fail(request, number, "The connection ended without an answer.");
            return null;
        }

        if (answer.Status >= 500 && !(answer.Status is 501 or 505) && !(answer.Status == 503 && answer.HasHeader("Retry-After"))) Fail(request, number, $"The hub answered {answer.Status}.");
        var text = answer.Text;
        if (text.Contains("\n   at ", StringComparison.Ordinal) || text.Contains("Exception:", StringComparison.Ordinal)) Fail(request, number, "The answer has a stack trace: " + text);
        if (_secrets.FirstOrDefault(secret => text.Contains(secret, StringComparison.Ordinal)) is { } told) Fail(request, number, $"The answer tells the secret {told[..4]}…");
        return answer;
    }

    /// <summary>An error in the log is a fault whatever the answer was: this request's, or that of another sender at this moment.</summary>
    private void Note(string error, RawRequest request, int number)
    {
        lock (_gate)
        {
            if (_errors.Count < MostErrors) _errors.TryAdd(error[..Math.Min(error.Length, 200)], $"Seed {seed}, about request {number}: the hub logged {error}\n{request}");
        }
    }

    /// <summary>Secrets never stand in a log.</summary>
    private void Look()
    {
        var lines = hub.Logs.Drain();
        foreach (var secret in _secrets) Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Bearer eyJ", StringComparison.Ordinal));
    }

    private async Task AssertUnharmedAsync(List<FuzzDevice> devices)
    {
        Look();
        Assert.True(_errors.Count == 0, string.Join("\n\n", _errors.Values));
        using var client = new HttpClient { BaseAddress = hub.Address };
        Assert.True((await client.GetAsync(new Uri(Routes.Ready, UriKind.Relative), Cancellation)).IsSuccessStatusCode, "The hub isn't ready any more.");
        var verified = await hub.VerbAsync("verify");
        Assert.True(verified.ExitCode == 0, $"Seed {seed}: verify found {verified.Output}");
        await using var snapshot = await hub.Services.GetRequiredService<HubDatabase>().OpenSnapshotAsync(Cancellation);
        foreach (var device in devices)
        {
            var held = await snapshot.QueryAsync(
                "SELECT COUNT(*) FROM fact WHERE terminal = @p0 AND branch = @p1 AND sequence <= @p2", row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture),
                Cancellation, device.Terminal.Value, "", device.Acknowledged.Value);
            Assert.Equal(device.Acknowledged.Value, held.Single());
            Assert.True(device.Acknowledged.Value > 0, "A device got nothing through.");
        }
    }

    private void Fail(RawRequest request, int number, string what) =>
        Assert.Fail($"Seed {seed}, request {number}: {what}\n{request}\n{string.Join('\n', hub.Logs.All.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).TakeLast(3))}");

    /// <summary>What a real terminal sends in an hour, as bytes; answers the facts in it.</summary>
    private async Task<IReadOnlyList<Fact>> RecordAsync()
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
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        recorded.Add(new RawRequest("POST", Routes.Enrol, [("Content-Type", "application/json")], JsonSerializer.SerializeToUtf8Bytes(
            new EnrolmentRequest(await hub.EnrolmentCodeAsync(), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), "fuzz", "0.1.0"), ProtocolJson.Wire.EnrolmentRequest)));
        var sync = JsonSerializer.Deserialize(recorded[0].Body.AsSpan(4, recorded[0].Body[2] << 8 | recorded[0].Body[3]), ProtocolJson.Wire.SyncRequest)!;
        foreach (var engine in (string[])["Direct", "Dotmim"])
        {
            recorded.Add(new RawRequest("POST", Routes.Hello, [("Content-Type", "application/json"), ("Authorization", "Bearer x")], JsonSerializer.SerializeToUtf8Bytes(
                new Protocol.Sync.HelloRequest(sync with { Engine = engine, Upload = null, State = null }, null, [], "boot", 7), ProtocolJson.Wire.HelloRequest)));
        }

        _recorded = recorded;
        _secrets = await SecretsAsync(till);
        hub.Logs.Drain();
        return facts;
    }

    private async Task<List<string>> SecretsAsync(Till till)
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
        if (await SentSync.ReadAsync(message, cancellation) is { } sync) body = Protocol.Sync.SyncBody.Write(sync.Request, sync.Facts);
        return new RawRequest(message.Method.Method, message.RequestUri!.PathAndQuery, [.. headers], body);
    }
}
