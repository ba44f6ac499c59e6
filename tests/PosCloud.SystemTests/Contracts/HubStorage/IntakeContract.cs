using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Queries;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What intake promises on every hub database.</summary>
public abstract class IntakeContract(HubFixture fixture)
{
    [Fact]
    public async Task Facts_are_accepted_once_and_a_repeat_after_a_lost_reply_is_answered_alike()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10), ("B", 10));
        var terminal = await hub.EnrolAsync();
        terminal.OpenShift();
        terminal.Sell(("A", 2), ("B", 1));
        terminal.Sell(("B", 3));

        var first = await hub.UploadAsync(terminal);
        for (var repeat = 0; repeat < 20; repeat++)
        {
            var again = await hub.UploadAsync(terminal);
            Assert.Equivalent(first.Upload, again.Upload);
            Assert.Equal(0, again.Accepted);
        }

        Assert.Equal(UploadOutcome.Accepted, first.Upload!.Outcome);
        Assert.Equal(new JournalSequence(3), first.Upload.AcceptedThrough);
        Assert.Equal(terminal.Entries[2].ChainHash, first.Upload.ChainHash);
        var report = await hub.VerifyAsync();
        Assert.Equal((3, 2), (report.Facts, report.Orders));
    }

    [Fact]
    public async Task Batches_that_overlap_or_arrive_twice_at_once_add_nothing_twice()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 10; i++) terminal.Sell(("A", 1));

        var both = await Task.WhenAll(hub.UploadAsync(terminal, 1, 6), hub.UploadAsync(terminal, 1, 8));
        var rest = await hub.UploadAsync(terminal, 4, 10);

        Assert.Equal(8, both.Sum(t => t.Accepted));
        Assert.Equal(2, rest.Accepted);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(90, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_gap_is_answered_with_where_to_send_from_and_takes_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 5; i++) terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal, 1, 2);

        var gap = await hub.UploadAsync(terminal, 4, 5);

        Assert.Equal(UploadOutcome.Gap, gap.Upload!.Outcome);
        Assert.Equal(new JournalSequence(3), gap.Upload.Expected);
        Assert.Equal(2, (await hub.VerifyAsync()).Facts);
    }

    [Fact]
    public async Task A_request_whose_chain_contradicts_itself_is_refused_whole()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        terminal.Sell(("A", 1));
        var frames = JournalScribe.Frames(terminal.Entries).Reverse().ToList();

        var outcome = await hub.TakeAsync(terminal, 1, 2, frames);

        Assert.IsType<IntakeOutcome.Malformed>(outcome);
        Assert.Equal(0, (await hub.VerifyAsync()).Facts);
    }

    [Fact]
    public async Task Damaged_bytes_wait_in_quarantine_until_the_terminal_sends_them_again()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        terminal.Sell(("A", 2));
        terminal.Sell(("A", 3));
        var frames = JournalScribe.Frames(terminal.Entries).ToList();
        var bytes = frames[1].Content.ToArray();
        bytes[^5] ^= 0x20;
        frames[1] = frames[1] with { Content = bytes };

        var damaged = Assert.IsType<IntakeOutcome.Taken>(await hub.TakeAsync(terminal, 1, 3, frames));
        await hub.ReconcileAsync(terminal);

        Assert.Equal(UploadOutcome.Accepted, damaged.Upload!.Outcome);
        Assert.Equal(QuarantineCode.Damaged, Assert.Single(damaged.Upload.Quarantined).Code);
        Assert.Equal(6, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
        await hub.UploadAsync(terminal, 2, 2);
        Assert.Empty(await hub.QuarantineAsync());
        Assert.Equal(4, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_damaged_fact_filed_under_the_wrong_store_moves_to_its_own_when_its_bytes_arrive()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await hub.AddStoreAsync("S2");
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        var frame = JournalScribe.Frames(terminal.Entries)[0];
        var bytes = frame.Content.ToArray();
        bytes[^5] ^= 0x20;
        await hub.Enrolment.MoveAsync(terminal.Terminal, StoreId.Parse("S2"), "boss", TestHub.Cancellation);
        terminal.Store = StoreId.Parse("S2");

        await hub.TakeAsync(terminal, 1, 1, [frame with { Content = bytes }]);
        await hub.ReconcileAsync(terminal);
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Empty(await hub.QuarantineAsync());
        Assert.Equal(9, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task One_bad_fact_among_many_is_quarantined_alone_and_blocks_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1000));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 100; i++) terminal.Sell(("A", 1));
        terminal.AppendUnknown();
        terminal.AppendMalformed();
        for (var i = 0; i < 100; i++) terminal.Sell(("A", 1));

        var taken = await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Equal([QuarantineCode.Future, QuarantineCode.Malformed], taken.Upload!.Quarantined.Select(q => q.Code));
        Assert.Equal(new JournalSequence(202), taken.Upload.AcceptedThrough);
        Assert.Equal(800, await hub.OnHandAsync("A"));
        Assert.Equal(2, (await hub.ExceptionsAsync("quarantine")).Count);
        Assert.Equal(2, (await hub.VerifyAsync()).Quarantined);
    }

    [Fact]
    public async Task A_fact_that_the_database_refuses_is_quarantined_and_replayed_once_the_cause_is_gone()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await hub.ExecuteAsync(fixture.Poison("order_line"));
        var terminal = await hub.EnrolAsync();
        terminal.OpenShift();
        terminal.Sell(("A", 1));
        terminal.Sell(("A", 1), ("POISON", 1));
        terminal.CloseShift();

        var taken = await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Equal(QuarantineCode.NotApplicable, Assert.Single(taken.Upload!.Quarantined).Code);
        Assert.Equal(9, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
        var id = Assert.Single(await hub.QuarantineAsync()).Id;
        Assert.False((await hub.Replay.ReplayAsync(id, "test", TestHub.Cancellation)).Done);
        await hub.ExecuteAsync(fixture.Antidote("order_line"));
        Assert.True((await hub.Replay.ReplayAsync(id, "ana@example.com", TestHub.Cancellation)).Done);
        var noted = Assert.Single(await new StoreQueries(hub.Database).AuditAsync(50, TestHub.Cancellation), row => row.Action == "replay");
        Assert.Equal(("ana@example.com", id), (noted.Actor, noted.Target));
        Assert.Equal(8, await hub.OnHandAsync("A"));
        Assert.Equal(-1, await hub.OnHandAsync("POISON"));
        Assert.NotNull((await hub.ExceptionsAsync("quarantine")).Single().ResolvedAt);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_revoked_terminals_sales_are_kept_in_quarantine_and_count_once_it_is_admitted()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 4));
        await hub.Enrolment.RevokeAsync(terminal.Terminal, "boss", TestHub.Cancellation);

        var taken = await hub.UploadAsync(terminal);

        Assert.True(taken.Revoked);
        Assert.Equal(QuarantineCode.Revoked, Assert.Single(taken.Upload!.Quarantined).Code);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(10, await hub.OnHandAsync("A"));
        await hub.Enrolment.AdmitAsync(terminal.Terminal, "boss", TestHub.Cancellation);
        Assert.True((await hub.Replay.ReplayAsync((await hub.QuarantineAsync())[0].Id, "test", TestHub.Cancellation)).Done);
        Assert.Equal(6, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_terminal_can_not_write_for_a_store_it_was_never_assigned_to()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await hub.AddStoreAsync("S2");
        var terminal = await hub.EnrolAsync("S2");
        terminal.Store = StoreId.Parse("S1");
        terminal.Sell(("A", 1));
        var reader = new ReplicaReader(hub, StoreId.Parse("S1"));

        var taken = await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        await reader.PullAsync();

        Assert.Equal(QuarantineCode.WrongStore, Assert.Single(taken.Upload!.Quarantined).Code);
        Assert.Equal(10, await hub.OnHandAsync("A"));
        Assert.Empty(reader.Lines(SyncedTables.TerminalApplied));
        await hub.VerifyAsync();
        await hub.Enrolment.MoveAsync(terminal.Terminal, StoreId.Parse("S1"), "boss", TestHub.Cancellation);
        Assert.True((await hub.Replay.ReplayAsync((await hub.QuarantineAsync())[0].Id, "test", TestHub.Cancellation)).Done);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(9, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Two_facts_with_one_id_and_different_content_are_both_kept_and_reported()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var first = terminal.Sell(("A", 1));
        var other = FactCodec.Encode(first.Fact.Id, first.Fact.OccurredAt, first.Fact.Store, terminal.Order([JournalScribe.Line(1, "A", 5, null)]));
        terminal.Append(other);

        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Single(await hub.ExceptionsAsync("duplicate-id"));
        Assert.Equal(4, await hub.OnHandAsync("A"));
        Assert.Equal(2, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task The_same_fact_sent_again_in_another_epoch_has_no_second_effect()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var sale = terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        terminal.StartEpoch(JournalEpoch.Parse("K7QF"));
        terminal.Append(sale.Fact);

        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Equal(9, await hub.OnHandAsync("A"));
        Assert.Equal(1, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task The_same_fact_sent_again_counts_once_also_when_the_first_one_waits_in_quarantine()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var sale = terminal.Sell(("A", 1));
        await hub.Enrolment.RevokeAsync(terminal.Terminal, "boss", TestHub.Cancellation);
        await hub.UploadAsync(terminal);
        await hub.Enrolment.AdmitAsync(terminal.Terminal, "boss", TestHub.Cancellation);
        terminal.StartEpoch(JournalEpoch.Parse("K7QF"));
        terminal.Append(sale.Fact);

        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        var (again, waiting) = (await hub.OnHandAsync("A"), Assert.Single(await hub.QuarantineAsync()));
        Assert.True((await hub.Replay.ReplayAsync(waiting.Id, "test", TestHub.Cancellation)).Done);

        Assert.Equal((9, 9), (again, await hub.OnHandAsync("A")));
        Assert.Empty(await hub.ExceptionsAsync("duplicate-id"));
        Assert.Equal(1, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task A_sum_that_the_hub_calculates_differently_is_flagged_and_the_order_stands()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var line = JournalScribe.Line(1, "A", 1, null) with { TaxMinorUnits = 19 };
        terminal.Append(terminal.Order([line]));

        await hub.UploadAsync(terminal);

        Assert.Single(await hub.ExceptionsAsync("totals"));
        Assert.Equal(1, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task A_shift_has_what_its_opening_and_its_closing_say()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.OpenShift();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        terminal.CloseShift();
        await hub.UploadAsync(terminal);
        var reader = new ReplicaReader(hub, StoreId.Parse("S1"));

        await reader.PullAsync();

        var shift = reader.Row(SyncedTables.Shift, "S1", terminal.Terminal.Value, terminal.Shift.ToString())!;
        Assert.NotNull(shift[5]);
        Assert.NotNull(shift[6]);
        Assert.Equal("Ana", shift[15]);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_hub_that_lacks_acknowledged_facts_begins_a_new_epoch_and_takes_them_again()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        var epoch = (await hub.UploadAsync(terminal)).HubEpoch;
        terminal.Sell(("A", 1));

        // The terminal says it was told of sequence 2, which this database never saw.
        var hello = await hub.HelloAsync(terminal, epoch);

        Assert.NotEqual(epoch, hello.HubEpoch);
        Assert.Equal(1, (await hub.UploadAsync(terminal, 2, 2)).Accepted);
        await hub.VerifyAsync();
    }
}
