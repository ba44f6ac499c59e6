using CsCheck;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Random runs of copied journals, damaged bytes, revoked and moved terminals, quarantine and replay, on two nodes.</summary>
public abstract class FaultPropertyContract(HubFixture fixture)
{
    private enum Step
    {
        Sell,
        SellMore,
        Return,
        Unknown,
        Copy,
        Upload,
        UploadPart,
        UploadDamaged,
        Revoke,
        Admit,
        SellElsewhere,
        Move,
        Replay,
        Reconcile,
        ReconcileOnBoth,
    }

    [Fact]
    public async Task After_any_run_of_faults_every_fact_counts_exactly_once()
    {
        fixture.SkipWithoutDatabase();
        var steps = Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 5], Gen.Int[0, 999]).Array[10, 80];
        var runs = fixture.Runs(Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all" ? 500 : 30);
        await steps.SampleAsync(async plan => await RunAsync(plan), iter: runs, threads: 1);
    }

    private async Task RunAsync((Step Step, int Device, int Number)[] plan)
    {
        await using var hub = await TestHub.StartAsync(fixture, new HubStorageOptions { MaxFactsPerBatch = 3 }, ("A", 50));
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        await hub.AddStoreAsync("S2");
        var devices = new List<JournalScribe> { await hub.EnrolAsync(), await hub.EnrolAsync("S2") };
        var facts = new Dictionary<FactId, (StoreId Store, long Change)>();
        var sales = new List<JournalEntry>();

        void Note(JournalEntry entry, long change) => facts[entry.Fact.Id] = (entry.Fact.Store, change);

        foreach (var (step, which, number) in plan)
        {
            var device = devices[which % devices.Count];
            switch (step)
            {
                case Step.Sell or Step.SellMore:
                    sales.Add(device.Sell(("A", 1 + (number % 3))));
                    Note(sales[^1], -1 - (number % 3));
                    break;
                case Step.Return when sales.Count > 0:
                    Note(device.Return(sales[number % sales.Count], 1, 1), 1);
                    break;
                case Step.Unknown:
                    device.AppendUnknown();
                    break;
                case Step.Copy when devices.Count < 5:
                    devices.Add(device.Copy());
                    break;
                case Step.Upload:
                    await SyncAsync(number % 2 == 0 ? hub : other, device);
                    break;
                case Step.UploadPart when device.Entries.Count > 0:
                    await hub.UploadAsync(device, 1, 1 + (number % device.Entries.Count));
                    break;
                case Step.UploadDamaged when device.Entries.Count > 0:
                    await UploadDamagedAsync(other, device, number % device.Entries.Count);
                    break;
                case Step.Revoke:
                    await hub.Enrolment.RevokeAsync(device.Terminal, "boss", TestHub.Cancellation);
                    break;
                case Step.Admit:
                    await hub.Enrolment.AdmitAsync(device.Terminal, "boss", TestHub.Cancellation);
                    break;
                case Step.SellElsewhere:
                    device.Store = StoreId.Parse(number % 2 == 0 ? "S1" : "S2");
                    break;
                case Step.Move:
                    await hub.Enrolment.MoveAsync(device.Terminal, device.Store, "boss", TestHub.Cancellation);
                    break;
                case Step.Replay when await hub.QuarantineAsync() is { Count: > 0 } held:
                    await other.Replay.ReplayAsync(held[number % held.Count].Id, "test", TestHub.Cancellation);
                    break;
                case Step.Reconcile:
                    await hub.ReconcileAsync(device);
                    break;
                case Step.ReconcileOnBoth:
                    await Task.WhenAll(hub.ReconcileAsync([.. devices]), other.ReconcileAsync([.. devices]));
                    break;
            }
        }

        await hub.VerifyAsync();
        await HealAsync(hub, devices);
        var report = await hub.VerifyAsync();
        foreach (var store in new[] { "S1", "S2" })
        {
            var expected = (store == "S1" ? 50 : 0) + facts.Values.Where(f => f.Store.Value == store).Sum(f => f.Change);
            if (store == "S1" || facts.Values.Any(f => f.Store.Value == store)) Assert.Equal(expected, await hub.OnHandAsync("A", store));
        }

        Assert.Equal(facts.Count, report.Movements);
    }

    /// <summary>Sends the whole journal and obeys the answer, as a terminal does.</summary>
    private static async Task SyncAsync(TestHub hub, JournalScribe device)
    {
        if (device.Entries.Count == 0) return;
        var taken = await hub.UploadAsync(device);
        if (taken.Upload!.Outcome == UploadOutcome.Forked && taken.NewEpoch is { } epoch) device.StartEpoch(epoch);
    }

    private static async Task UploadDamagedAsync(TestHub hub, JournalScribe device, int at)
    {
        var frames = JournalScribe.Frames(device.Entries).ToList();
        var bytes = frames[at].Content.ToArray();
        bytes[^3] ^= 0x10;
        frames[at] = frames[at] with { Content = bytes };
        Assert.IsType<IntakeOutcome.Taken>(await hub.TakeAsync(device, 1, frames.Count, frames));
    }

    /// <summary>Everything reaches the hub, a person admits and assigns every terminal and replays what waits.</summary>
    private static async Task HealAsync(TestHub hub, List<JournalScribe> devices)
    {
        foreach (var device in devices)
        {
            await hub.Enrolment.AdmitAsync(device.Terminal, "boss", TestHub.Cancellation);
            await hub.Enrolment.MoveAsync(device.Terminal, StoreId.Parse("S1"), "boss", TestHub.Cancellation);
            await hub.Enrolment.MoveAsync(device.Terminal, StoreId.Parse("S2"), "boss", TestHub.Cancellation);
        }

        // Twice: the first answer may tell a device to go on in a new epoch.
        foreach (var device in devices.Concat(devices)) await SyncAsync(hub, device);
        foreach (var held in await hub.QuarantineAsync())
        {
            var replay = await hub.Replay.ReplayAsync(held.Id, "test", TestHub.Cancellation);
            Assert.True(replay.Done || replay.Problem!.Contains("DroneDelivered", StringComparison.Ordinal), replay.Problem);
        }

        await hub.ReconcileAsync([.. devices]);
    }
}
