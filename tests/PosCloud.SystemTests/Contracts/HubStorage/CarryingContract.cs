using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Carrying;
using PosCloud.HubStorage.PostgreSql;
using PosCloud.HubStorage.SqlServer;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What happens on every hub database to facts that an engine brings as rows, and what a terminal's hello is answered.</summary>
public abstract class CarryingContract(HubFixture fixture)
{
    private const string Bring = """
        INSERT INTO fact_inbox (terminal, epoch, sequence, chain_hash, previous, content_hash, store, content) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
        """;

    [Fact]
    public async Task Facts_that_arrive_as_rows_are_taken_at_the_hello_and_a_repeat_changes_nothing()
    {
        await using var hub = await StartAsync();
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 3; i++) terminal.Sell(("A", 2));
        await BringAsync(hub, terminal, 1, 2, 3);

        var waiting = await Inbox(hub).WaitingAsync(TestHub.Cancellation);
        var first = await HelloAsync(hub, terminal);
        await BringAsync(hub, terminal, 2, 3);
        var second = await HelloAsync(hub, terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Equal([terminal.Terminal], waiting);
        Assert.Equal((3, 0), (first.Accepted, second.Accepted));
        Assert.Equal([new BranchHead(terminal.Epoch, "", terminal.Entries[^1].Sequence, terminal.Entries[^1].ChainHash)], second.Branches);
        Assert.Null(second.NewEpoch);
        Assert.Empty(await Inbox(hub).WaitingAsync(TestHub.Cancellation));
        Assert.Equal(14, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_row_whose_predecessor_is_missing_waits_and_is_never_acknowledged()
    {
        await using var hub = await StartAsync();
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 4; i++) terminal.Sell(("A", 1));
        await BringAsync(hub, terminal, 1, 3, 4);

        var torn = await HelloAsync(hub, terminal);
        await BringAsync(hub, terminal, 2);
        var whole = await HelloAsync(hub, terminal);

        Assert.Equal(new JournalSequence(1), Assert.Single(torn.Branches).Last);
        Assert.Equal(new JournalSequence(4), Assert.Single(whole.Branches).Last);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_row_that_contradicts_the_chain_is_kept_with_its_reason_and_holds_nothing_up()
    {
        await using var hub = await StartAsync();
        var (terminal, other) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        terminal.Sell(("A", 1));
        other.Sell(("A", 1));
        await BringAsync(hub, other, terminal.Terminal, 1);
        await BringAsync(hub, terminal, 1);

        var answer = await HelloAsync(hub, terminal);

        Assert.Equal(1, answer.Accepted);
        Assert.Empty(await Inbox(hub).WaitingAsync(TestHub.Cancellation));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_copied_journal_that_comes_as_rows_forks_and_the_device_gets_one_new_epoch()
    {
        await using var hub = await StartAsync();
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        var clone = terminal.Copy();
        terminal.Sell(("A", 1));
        terminal.AppendMalformed();
        clone.Sell(("A", 3));
        await BringAsync(hub, terminal, 1, 2, 3);
        var own = await HelloAsync(hub, terminal);
        await BringAsync(hub, clone, 2);

        var forked = await HelloAsync(hub, clone);
        var again = await HelloAsync(hub, clone);

        Assert.Null(own.NewEpoch);
        Assert.Single(own.Quarantined);
        Assert.NotNull(forked.NewEpoch);
        Assert.Equal(forked.NewEpoch, again.NewEpoch);
        Assert.Empty(forked.Quarantined);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_terminal_with_an_old_copy_of_its_journal_is_told_so_and_a_set_back_hub_begins_a_new_history()
    {
        await using var hub = await StartAsync();
        var terminal = await hub.EnrolAsync();
        var empty = terminal.Copy();
        terminal.Sell(("A", 1));
        var old = terminal.Copy();
        terminal.Sell(("A", 1));
        await BringAsync(hub, terminal, 1, 2);
        var now = await HelloAsync(hub, terminal);

        var behind = await HelloAsync(hub, old);
        var ahead = await HelloAsync(hub, terminal, now.HubEpoch, [.. now.Heads!.Select(head => head with { Sequence = head.Sequence + 1 })]);

        Assert.Equal(UploadOutcome.Behind, (await HelloAsync(hub, empty)).Behind!.Outcome);
        Assert.Equal(UploadOutcome.Behind, behind.Behind!.Outcome);
        Assert.NotNull(behind.NewEpoch);
        Assert.NotEqual(now.HubEpoch, ahead.HubEpoch);
        await hub.VerifyAsync();
    }

    private static FactInbox Inbox(TestHub hub) => new(hub.Database, hub.Writer, hub.Intake, hub.Options);

    private static async Task<HelloAnswer> HelloAsync(TestHub hub, JournalScribe terminal, string? hubEpoch = null, IReadOnlyList<StreamHead>? replica = null)
    {
        var report = new TerminalReport(0, 0, null, null, null, hub.Clock.GetUtcNow(), 0, null, "manual", null, 0);
        var sync = new SyncRequest(1, 1, "test", "Dotmim", hubEpoch, [new EpochPosition(terminal.Epoch, JournalSequence.None, Sha256Digest.None)], null, null, report);
        var desk = new HelloDesk(hub.Database, hub.Writer, hub.Intake, Inbox(hub));
        return Assert.IsType<HelloOutcome.Answered>(await desk.AnswerAsync(
            terminal.Terminal, new HelloRequest(sync, terminal.End, replica ?? [], terminal.BootId, terminal.Monotonic), true, "session", TestHub.Cancellation)).Answer;
    }

    private static Task BringAsync(TestHub hub, JournalScribe from, params int[] sequences) => BringAsync(hub, from, from.Terminal, sequences);

    private static Task BringAsync(TestHub hub, JournalScribe from, TerminalId claimed, params int[] sequences) => hub.Writer.RunAsync(
        async transaction =>
        {
            foreach (var entry in sequences.Select(sequence => from.Entries[sequence - 1]))
            {
                var frame = FactFrame.Of(entry);
                await transaction.ExecuteAsync(
                    Bring, claimed.Value, entry.Epoch.Value, entry.Sequence.Value, entry.ChainHash.ToString(), entry.Previous.ToString(), entry.ContentHash.ToString(),
                    entry.Fact.Store.Value, frame.Content.ToArray());
            }
        },
        TestHub.Cancellation);

    private async Task<TestHub> StartAsync()
    {
        var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var kind = hub.Database switch
        {
            PostgreSqlHubDatabase => HubDatabaseKind.PostgreSql,
            SqlServerHubDatabase => HubDatabaseKind.SqlServer,
            _ => HubDatabaseKind.Sqlite,
        };
        await hub.ExecuteAsync(fixture.Own([FactInboxSql.Create(kind)]));
        return hub;
    }
}
