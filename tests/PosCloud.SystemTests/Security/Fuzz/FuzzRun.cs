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
/// acknowledged, and serves as before at the end. One seed gives the same requests. What fails is made as small as it can be.
/// </summary>
/// <param name="target">Where the requests go; null for the hub itself.</param>
internal sealed class FuzzRun(HubStage hub, int seed, Uri? target = null) : IDisposable
{
    private const int Senders = 3;
    private const int MostFaults = 5;
    private const long MostGrowth = 192L * 1024 * 1024;
    private readonly Dictionary<int, int> _statuses = [];
    private readonly Dictionary<string, FuzzFault> _faults = new(StringComparer.Ordinal);
    private readonly (FuzzDevice Device, FuzzCase Case)?[] _onTheirWay = new (FuzzDevice, FuzzCase)?[Senders];
    private readonly List<FuzzDevice> _devices = [];
    private readonly Lock _gate = new();
    private FuzzJudge? _judge;
    private FuzzMaterial _material = new([], [], []);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Fails with the smallest requests that show each fault.</summary>
    /// <param name="only">Sender and number of the one request to send; null for all.</param>
    public async Task RunAsync(int requests, (int Sender, int Number)? only = null)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var faults = await FindAsync(requests, only);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {string.Join(", ", _statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}"))}");
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        await AssertUnharmedAsync();
        if (only is not null) return;
        Assert.True(_statuses.GetValueOrDefault(200) > requests / 10, "Too few requests got past the door for this to prove anything.");
        Assert.All(_devices, device => Assert.True(device.Acknowledged.Value > 0, "A device got nothing through."));
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MostGrowth, $"The process keeps {growth / 1024 / 1024} MiB more than before.");
    }

    /// <summary>Sends the requests; answers each kind of fault with the least that shows it.</summary>
    public async Task<IReadOnlyList<FuzzFinding>> FindAsync(int requests, (int Sender, int Number)? only = null)
    {
        _material = await FuzzMaterial.RecordAsync(hub);
        _judge = new FuzzJudge(hub, target ?? hub.Address, _material.Secrets);
        for (var at = 0; at < Senders; at++) _devices.Add(await FuzzDevice.EnrolAsync(hub, _material.Facts, at == 2 ? "S2" : "S1"));
        if (only is { } one) await SendAsync(one.Sender, one.Number);
        else await Task.WhenAll(_devices.Select((_, sender) => Task.Run(() => SendAllAsync(sender, requests / Senders))));
        var found = new List<FuzzFinding>();
        foreach (var fault in _faults.Values) found.Add(await ReduceAsync(fault));
        return found;
    }

    private async Task SendAllAsync(int sender, int requests)
    {
        for (var number = 0; number < requests && _faults.Count < MostFaults; number++)
        {
            await SendAsync(sender, number);
            if (number % 200 == 199) Look();
        }
    }

    private async Task SendAsync(int sender, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + (sender * 500_009) + number));
        var device = _devices[sender];
        FuzzCase made = random.Next(2) == 0 ? OfFacts(device, random) : OfRecorded(device, random);
        lock (_gate) _onTheirWay[sender] = (device, made);
        var (answer, complaint) = await JudgeAsync(device, made);
        lock (_gate)
        {
            _statuses[answer?.Status ?? 0] = _statuses.GetValueOrDefault(answer?.Status ?? 0) + 1;
            if (complaint is not null) _faults.TryAdd(complaint.Kind, new FuzzFault(complaint, sender, number, [(device, made), .. _onTheirWay.OfType<(FuzzDevice Device, FuzzCase Case)>().Where(other => other.Case != made)]));
        }
    }

    /// <summary>A right credential, right hashes, and anything in the facts or the head.</summary>
    private static FuzzCase.Facts OfFacts(FuzzDevice device, Random random) =>
        new(device.Contents(random, new Mutator(random)), random.Next(3) == 0 ? random.Next() : null);

    /// <summary>A recorded request changed in one to three places; half of them signed again.</summary>
    private FuzzCase.Changed OfRecorded(FuzzDevice device, Random random)
    {
        var request = _material.Requests[random.Next(_material.Requests.Count)];
        if (random.Next(2) == 0) request = request with { Headers = [.. request.Headers.Where(header => header.Name != "Authorization"), device.Authorization()] };
        return new FuzzCase.Changed(request, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next())]);
    }

    private async Task<(RawAnswer? Answer, Complaint? Complaint)> JudgeAsync(FuzzDevice device, FuzzCase made)
    {
        var (request, upload) = made.Make(device);
        var judged = await _judge!.JudgeAsync(request, Cancellation);
        if (upload is { } sent) device.Learn(judged.Answer, sent.Last, sent.Chain);
        return judged;
    }

    /// <summary>Now that nobody else sends: what of what was on its way shows the fault again, and how little of it is enough.</summary>
    private async Task<FuzzFinding> ReduceAsync(FuzzFault fault)
    {
        var again = $"POSCLOUD_FUZZ_SEED={seed} POSCLOUD_FUZZ_ONLY={fault.Sender}:{fault.Number}";
        foreach (var (device, made) in fault.Sent)
        {
            async Task<bool> FailsAsync(FuzzCase less) => (await JudgeAsync(device, less)).Complaint?.Kind == fault.Complaint.Kind;

            if (!await FailsAsync(made)) continue;
            var least = await Shrinker.LeastAsync(made, less => less.Smaller(device), FailsAsync);
            return new FuzzFinding(fault.Complaint, again, [least.Make(device).Request]);
        }

        return new FuzzFinding(fault.Complaint, again, [.. fault.Sent.Select(sent => sent.Case.Make(sent.Device).Request)]);
    }

    /// <summary>Secrets never stand in a log.</summary>
    private void Look()
    {
        var lines = hub.Logs.Drain();
        foreach (var secret in _material.Secrets) Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Bearer eyJ", StringComparison.Ordinal));
    }

    private async Task AssertUnharmedAsync()
    {
        Look();
        using var client = new HttpClient { BaseAddress = hub.Address };
        Assert.True((await client.GetAsync(new Uri(Routes.Ready, UriKind.Relative), Cancellation)).IsSuccessStatusCode, "The hub isn't ready any more.");
        var verified = await hub.VerbAsync("verify");
        Assert.True(verified.ExitCode == 0, $"Seed {seed}: verify found {verified.Output}");
        await using var snapshot = await hub.Services.GetRequiredService<HubDatabase>().OpenSnapshotAsync(Cancellation);
        foreach (var device in _devices)
        {
            var held = await snapshot.QueryAsync(
                "SELECT COUNT(*) FROM fact WHERE terminal = @p0 AND branch = @p1 AND sequence <= @p2", row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture),
                Cancellation, device.Terminal.Value, "", device.Acknowledged.Value);
            Assert.Equal(device.Acknowledged.Value, held.Single());
        }
    }

    public void Dispose() => _devices.ForEach(device => device.Dispose());
}
