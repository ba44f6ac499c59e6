using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What becomes of two devices with one journal, and of a journal that was set back, on every hub database.</summary>
public abstract class CopiedJournalContract(HubFixture fixture)
{
    [Fact]
    [Trait("guarantee", "G32")]
    public async Task A_copied_journal_forks_both_lines_are_kept_and_the_device_gets_one_new_epoch()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        var copy = terminal.Copy();
        terminal.Sell(("A", 2));
        copy.Sell(("A", 3));
        await hub.UploadAsync(terminal, 2, 2);

        var forked = await hub.UploadAsync(copy, 2, 2);
        var repeated = await hub.UploadAsync(copy, 2, 2);

        Assert.Equal(UploadOutcome.Forked, forked.Upload!.Outcome);
        Assert.Equal(copy.Entries[1].ChainHash.ToString(), forked.Upload.Branch);
        Assert.Equal(forked.NewEpoch, repeated.NewEpoch);
        Assert.True(forked.NewEpoch!.Value.Value.Length >= 4);
        Assert.Single(await hub.ExceptionsAsync("clone"));
        copy.StartEpoch(forked.NewEpoch.Value);
        copy.Sell(("A", 1));
        Assert.Equal(UploadOutcome.Accepted, (await hub.UploadAsync(copy)).Upload!.Outcome);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(10 - 1 - 2 - 3 - 1, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_journal_set_back_is_told_that_it_is_behind_and_offered_an_epoch()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        var old = terminal.Copy();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);

        var answer = await hub.HelloAsync(old);
        var current = await hub.HelloAsync(terminal, answer.HubEpoch);

        Assert.Null(current.Upload);
        Assert.Equal((UploadOutcome.Behind, terminal.Entries[^1].ChainHash), (answer.Upload!.Outcome, answer.Upload.ChainHash));
        Assert.Equal(answer.NewEpoch, (await hub.HelloAsync(old)).NewEpoch);
        Assert.NotNull(answer.NewEpoch);
        Assert.Empty(await hub.ExceptionsAsync("clone"));
        old.StartEpoch(answer.NewEpoch.Value);
        await hub.UploadAsync(old);
        Assert.Single(await hub.ExceptionsAsync("clone"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_journal_set_back_to_before_its_first_fact_is_behind_too()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var empty = terminal.Copy();
        var before = await hub.HelloAsync(empty);
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);

        var answer = await hub.HelloAsync(empty);

        Assert.Null(before.Upload);
        Assert.Equal((UploadOutcome.Behind, terminal.Entries[^1].ChainHash), (answer.Upload!.Outcome, answer.Upload.ChainHash));
        Assert.NotNull(answer.NewEpoch);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_forked_device_with_nothing_left_to_send_is_told_again_of_its_epoch()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        var copy = terminal.Copy();
        terminal.Sell(("A", 1));
        copy.Sell(("A", 2));
        await hub.UploadAsync(terminal);

        // The copy noted the acknowledgement and was killed before it took the epoch that came with it.
        var forked = await hub.UploadAsync(copy);
        var asked = await hub.HelloAsync(copy);
        var first = await hub.HelloAsync(terminal);

        Assert.NotNull(forked.NewEpoch);
        Assert.Equal((forked.NewEpoch, null), (asked.NewEpoch, asked.Upload));
        Assert.Null(first.NewEpoch);
        await hub.VerifyAsync();
    }
}
