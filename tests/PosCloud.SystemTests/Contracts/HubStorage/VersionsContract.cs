using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Rows;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.TestKit.Golden;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Facts of every release, older and newer, on every hub database.</summary>
public abstract class VersionsContract(HubFixture fixture)
{
    [Fact]
    [Trait("guarantee", "G25")]
    public async Task Every_fact_that_any_release_ever_wrote_is_applied_with_its_bytes_intact()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("TOMATO", 10));
        var terminal = await hub.EnrolAsync();
        var golden = GoldenFolder.ReadFacts();
        foreach (var kept in golden) terminal.Append(kept.Fact);

        var taken = await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Empty(taken.Upload!.Quarantined);
        var stored = await FactsAsync(hub);
        Assert.Equal(golden.Select(kept => (kept.Type, kept.Version, "A")), stored.Select(row => (row.Type!, row.Version, row.Status)));
        Assert.All(golden.Zip(stored), pair => Assert.Equal(pair.First.Frame.Content.ToArray(), pair.Second.Content));
        Assert.Empty(await hub.ExceptionsAsync("duplicate-id"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Facts_of_a_newer_release_wait_in_quarantine_whole_and_block_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var newer = GoldenFolder.ReadFacts().Where(kept => FactCodec.WrittenAs(typeof(OrderCompleted))!.Value.Type == kept.Type).Select(kept => kept.Fact with { Version = 99 }).ToList();
        foreach (var fact in newer) terminal.Append(fact);
        terminal.AppendUnknown();
        terminal.Sell(("A", 1));

        var taken = await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        var replayed = await new FutureReplay(hub.Database, hub.Replay).RunAsync(TestHub.Cancellation);

        Assert.All(taken.Upload!.Quarantined, q => Assert.Equal(QuarantineCode.Future, q.Code));
        Assert.Equal((0, newer.Count + 1), (replayed.Applied, replayed.Waiting));
        var stored = await FactsAsync(hub);
        Assert.Equal([.. Enumerable.Repeat("Q", newer.Count + 1), "A"], stored.Select(row => row.Status));
        Assert.All(terminal.Entries.Zip(stored), pair => Assert.Equal(FactHash.ContentBytes(pair.First.Fact), pair.Second.Content));
        Assert.Equal(9, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    /// <summary>Below the ledger's progress and above it: a part is reconciled before the upgrade, a part after it.</summary>
    [Fact]
    public async Task After_an_upgrade_of_the_hub_the_facts_that_waited_for_it_are_applied_by_themselves()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        // As a release that didn't know sales yet would have left them.
        var older = new FactIntake(hub.Writer) { Reading = fact => fact.Type == nameof(OrderCompleted) ? new FactReading.Unknown(fact.Type, fact.Version) : FactCodec.Read(fact) };
        var terminal = await hub.EnrolAsync();
        terminal.OpenShift();
        for (var i = 0; i < 5; i++) terminal.Sell(("A", 2));
        terminal.Receive("A", 7);
        await TakeAsync(older, terminal, 1, 7);
        await hub.ReconcileAsync(terminal);
        terminal.Sell(("A", 3));
        await TakeAsync(older, terminal, 8, 8);
        terminal.AppendUnknown();
        await TakeAsync(older, terminal, 9, 9);
        Assert.Equal(107, await hub.OnHandAsync("A"));
        Assert.Equal(7, (await hub.QuarantineAsync()).Count);

        var upgraded = await new FutureReplay(hub.Database, hub.Replay).RunAsync(TestHub.Cancellation);
        var again = await new FutureReplay(hub.Database, hub.Replay).RunAsync(TestHub.Cancellation);
        await hub.ReconcileAsync(terminal);

        Assert.Equal((6, 1), (upgraded.Applied, upgraded.Waiting));
        Assert.Equal((0, 1), (again.Applied, again.Waiting));
        Assert.Single(await hub.QuarantineAsync());
        Assert.Equal(94, await hub.OnHandAsync("A"));
        Assert.Equal(6, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task A_shift_whose_opening_was_read_after_its_closing_is_the_same_as_one_read_in_order()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        var older = new FactIntake(hub.Writer) { Reading = fact => fact.Type == nameof(ShiftOpened) ? new FactReading.Unknown(fact.Type, fact.Version) : FactCodec.Read(fact) };
        var (turned, ordered) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        foreach (var terminal in (JournalScribe[])[turned, ordered])
        {
            terminal.OpenShift();
            terminal.CloseShift("Ivo");
        }

        await TakeAsync(older, turned, 1, 2);
        await hub.UploadAsync(ordered);
        await new FutureReplay(hub.Database, hub.Replay).RunAsync(TestHub.Cancellation);

        var reader = new ReplicaReader(hub, StoreId.Parse("S1"));
        await reader.PullAsync();
        var rows = ((JournalScribe[])[turned, ordered]).Select(t => reader.Row(SyncedTables.Shift, "S1", t.Terminal.Value, t.Shift.ToString())!).ToList();
        Assert.Equal(("Ivo", "Ivo"), ((string?)rows[0][15], (string?)rows[1][15]));
    }

    private static async Task TakeAsync(FactIntake intake, JournalScribe scribe, int first, int last) => Assert.IsType<IntakeOutcome.Taken>(await intake.TakeAsync(
        new IntakeRequest(
            scribe.Terminal, scribe.Epoch, scribe.Entries[first - 1].Sequence, scribe.Entries[first - 1].Previous,
            JournalScribe.Frames(scribe.Entries.Skip(first - 1).Take(last - first + 1)), scribe.Store, scribe.BootId, scribe.Monotonic, null, [], "upload"),
        TestHub.Cancellation));

    private static async Task<List<FactRow>> FactsAsync(TestHub hub)
    {
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        return await snapshot.Context.Facts.AsNoTracking().OrderBy(f => f.Sequence).ToListAsync(TestHub.Cancellation);
    }
}
