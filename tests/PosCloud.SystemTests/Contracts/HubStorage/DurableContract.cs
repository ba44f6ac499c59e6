using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What a backup is said to contain of a terminal's journal: never more than is in it, because terminals delete that.</summary>
public abstract class DurableContract(HubFixture fixture) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("durable-").FullName;

    [Fact]
    public async Task Only_what_was_committed_when_a_verified_backup_began_counts()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var (terminal, other) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        await SellAsync(hub, terminal, 3);
        await BeginAsync(hub, "monday");
        await SellAsync(hub, terminal, 2);
        await SellAsync(hub, other, 1);

        Assert.Null(await OfAsync(hub, terminal));
        await VerifyAsync(hub, "monday");

        Assert.Equal([At(terminal, 3)], await OfAsync(hub, terminal));
        Assert.Null(await OfAsync(hub, other));
    }

    [Fact]
    public async Task A_commit_in_flight_when_the_backup_begins_is_not_in_it()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        await SellAsync(hub, terminal, 2);
        BackupContents? contents = null;

        await hub.Writer.RunAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("UPDATE terminal_head SET next = 9 WHERE terminal = @p0", terminal.Terminal.Value);
                contents = await ReadAsync(hub);
            },
            TestHub.Cancellation);

        Assert.Equal(2, Assert.Single(contents!.Extents).Through);
    }

    [Fact]
    public async Task Facts_in_quarantine_and_all_behind_them_do_not_count_until_a_backup_after_their_release()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var (terminal, atOnce) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        terminal.Sell(("A", 1));
        terminal.AppendUnknown();
        await SellAsync(hub, terminal, 1);
        atOnce.AppendUnknown();
        await hub.UploadAsync(atOnce);

        await BeginAsync(hub, "monday");
        await hub.ExecuteAsync("UPDATE quarantine SET replayed_at = 1");
        await VerifyAsync(hub, "monday");

        Assert.Equal([At(terminal, 1)], await OfAsync(hub, terminal));
        Assert.Null(await OfAsync(hub, atOnce));
    }

    [Fact]
    public async Task A_newer_verified_backup_replaces_the_one_before_and_one_that_nobody_verified_does_not()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        await using var durable = new Asked(hub);
        foreach (var (name, isVerified) in new[] { ("monday", true), ("tuesday", true), ("wednesday", false) })
        {
            await SellAsync(hub, terminal, 1);
            await BeginAsync(hub, name);
            if (isVerified) await VerifyAsync(hub, name);
            hub.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal([At(terminal, name == "monday" ? 1 : 2)], await durable.OfAsync(terminal));
        }
    }

    [Fact]
    public async Task A_name_begun_twice_counts_from_its_first_beginning_because_either_copy_may_be_the_verified_one()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        await SellAsync(hub, terminal, 1);
        await BeginAsync(hub, "nightly");
        await SellAsync(hub, terminal, 1);
        await BeginAsync(hub, "nightly");
        await VerifyAsync(hub, "nightly");
        Assert.Equal([At(terminal, 1)], await OfAsync(hub, terminal));

        await BeginAsync(hub, "nightly");
        await VerifyAsync(hub, "nightly");
        Assert.Equal([At(terminal, 2)], await OfAsync(hub, terminal));
    }

    [Fact]
    public async Task In_a_new_history_no_backup_of_the_one_before_counts()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        await using var durable = new Asked(hub);
        await SellAsync(hub, terminal, 1);
        await BeginAsync(hub, "monday");
        await VerifyAsync(hub, "monday");
        await BeginAsync(hub, "tuesday");
        Assert.NotNull(await durable.OfAsync(terminal));

        await hub.Writer.RunAsync(transaction => HubEpoch.BeginAsync(transaction, "restored"), TestHub.Cancellation);
        await VerifyAsync(hub, "tuesday");
        Assert.Null(await durable.OfAsync(terminal));

        await BeginAsync(hub, "tuesday");
        await VerifyAsync(hub, "tuesday");
        hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([At(terminal, 1)], await durable.OfAsync(terminal));
    }

    [Fact]
    public async Task Both_lines_of_a_copied_journal_count_and_one_behind_a_hole_does_not()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        await SellAsync(hub, terminal, 2);
        var copy = terminal.Copy();
        await SellAsync(hub, terminal, 1);
        await SellAsync(hub, copy, 2);
        var torn = await hub.EnrolAsync();
        for (var i = 0; i < 3; i++) torn.Sell(("A", 1));
        await hub.UploadAsync(torn, 1, 1);
        await ResumeAsync(hub, torn, 3);

        await BeginAsync(hub, "monday");
        await VerifyAsync(hub, "monday");

        Assert.Equal(new[] { At(copy, 4), At(terminal, 3) }.ToHashSet(), (await OfAsync(hub, terminal))!.ToHashSet());
        Assert.Equal([At(torn, 1)], await OfAsync(hub, torn));
    }

    [Fact]
    public async Task A_terminal_that_deleted_what_a_restored_hub_lacks_goes_on_and_a_manager_is_told()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 4; i++) terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal, 1, 1);

        Assert.Equal(UploadOutcome.Gap, (await hub.UploadAsync(terminal, 4, 4)).Upload!.Outcome);
        var taken = await ResumeAsync(hub, terminal, 4);
        await ResumeAsync(hub, terminal, 4);

        Assert.Equal((UploadOutcome.Forked, 1), (taken.Upload!.Outcome, taken.Accepted));
        Assert.Equal(4, taken.Upload.AcceptedThrough.Value);
        Assert.NotNull(taken.NewEpoch);
        Assert.Contains("newest verified", Assert.Single(await hub.ExceptionsAsync("hole")).Detail, StringComparison.Ordinal);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(7, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task An_epoch_of_which_a_terminal_has_nothing_left_is_compared_all_the_same()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 2; i++) terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal, 1, 1);

        foreach (var sequence in new[] { 1, 2, 2 })
        {
            Assert.IsType<IntakeOutcome.Taken>(await hub.Intake.TakeAsync(
                new IntakeRequest(terminal.Terminal, JournalEpoch.Parse("K7QF"), new JournalSequence(1), Sha256Digest.None, [], null, null, null, null, [], null)
                {
                    Deleted = [At(terminal, sequence)],
                },
                TestHub.Cancellation));
        }

        Assert.Contains("nothing more of epoch 1 before 3", Assert.Single(await hub.ExceptionsAsync("hole")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_names_the_newest_verified_backup_when_it_holds_more()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 9));
        var terminal = await hub.EnrolAsync();
        await SellAsync(hub, terminal, 2);
        await BeginAsync(hub, "monday");
        var note = await VerifyAsync(hub, "monday");
        Assert.Equal(new VerifiedLine(terminal.Terminal.Value, "1", "", 1, 2), Assert.Single(note.Lines));
        note.Write(_folder);

        Assert.Empty((await AdoptAsync(hub, "monday")).Listed);
        (note with { Lines = [note.Lines[0] with { Through = 5 }] }).Write(_folder);

        Assert.Contains("has 3 facts in the verified backup monday", Assert.Single((await AdoptAsync(hub, "sunday")).Listed), StringComparison.Ordinal);
        Assert.Equal(terminal.Terminal.Value, Assert.Single(await hub.ExceptionsAsync("restored")).Terminal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static async Task SellAsync(TestHub hub, JournalScribe terminal, int orders)
    {
        for (var i = 0; i < orders; i++) terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
    }

    /// <summary>Uploads what a device still has, which has deleted everything before.</summary>
    private static async Task<IntakeOutcome.Taken> ResumeAsync(TestHub hub, JournalScribe terminal, int first) => Assert.IsType<IntakeOutcome.Taken>(
        await hub.Intake.TakeAsync(
            new IntakeRequest(
                terminal.Terminal, terminal.Epoch, new JournalSequence(first), terminal.Entries[first - 2].ChainHash,
                JournalScribe.Frames(terminal.Entries.Skip(first - 1)), terminal.Store, terminal.BootId, terminal.Monotonic, null, [], "upload")
            {
                Deleted = [At(terminal, first - 1)],
            },
            TestHub.Cancellation));

    private static async Task<BackupContents> ReadAsync(TestHub hub)
    {
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        return await BackupContents.ReadAsync(snapshot, TestHub.Cancellation);
    }

    private static async Task BeginAsync(TestHub hub, string name)
    {
        var contents = await ReadAsync(hub);
        await hub.Writer.RunAsync(transaction => BackupLedger.BeginAsync(transaction, name, contents, transaction.Now), TestHub.Cancellation);
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task<VerifiedBackupNote> VerifyAsync(TestHub hub, string name) =>
        Assert.IsType<VerifiedBackupNote>(await hub.Writer.RunAsync(transaction => BackupLedger.VerifiedAsync(transaction, name), TestHub.Cancellation));

    private async Task<RestoreOutcome.Restored> AdoptAsync(TestHub hub, string name) => Assert.IsType<RestoreOutcome.Restored>(
        await HubRestore.AdoptAsync(hub.Database, name, new StandingLog(_folder), hub.Clock, "boss", TestHub.Cancellation));

    private static async Task<IReadOnlyList<EpochPosition>?> OfAsync(TestHub hub, JournalScribe terminal)
    {
        await using var durable = new Asked(hub);
        return await durable.OfAsync(terminal);
    }

    private static EpochPosition At(JournalScribe terminal, int sequence) =>
        new(terminal.Epoch, new JournalSequence(sequence), terminal.Entries[sequence - 1].ChainHash);

    /// <summary>What a hub that serves tells its terminals.</summary>
    private sealed class Asked(TestHub hub) : IAsyncDisposable
    {
        private readonly DurableFacts _durable = new(hub.Database, hub.Clock);

        public async Task<IReadOnlyList<EpochPosition>?> OfAsync(JournalScribe terminal)
        {
            await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
            var epoch = await HubEpoch.CurrentAsync(snapshot, TestHub.Cancellation);
            return await _durable.OfAsync(terminal.Terminal, epoch!, TestHub.Cancellation);
        }

        public ValueTask DisposeAsync()
        {
            _durable.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
