using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Ledger;

namespace PosCloud.UnitTests.HubStorage;

public sealed class CountMarkTests
{
    private const long Minute = 60_000;

    [Fact]
    public void Facts_of_one_branch_are_ordered_by_sequence_whatever_the_clocks_say()
    {
        var first = Mark("S1T1/1//000000000009", 100 * Minute, doubtful: true);
        var second = Mark("S1T1/1//000000000010", 0, doubtful: true);

        Assert.True(first.IsBefore(second));
        Assert.False(second.IsBefore(first));
    }

    [Fact]
    public void Facts_of_different_terminals_are_ordered_by_time_if_it_leaves_no_doubt()
    {
        var early = Mark("S1T1/1//000000000001", 0);
        var late = Mark("S1T2/1//000000000001", (2 * Minute) + 1);

        Assert.True(early.IsBefore(late));
        Assert.False(late.IsBefore(early));
        Assert.Null(early.IsBefore(Mark("S1T2/1//000000000001", 2 * Minute)));
        Assert.Null(early.IsBefore(Mark("S1T2/1//000000000001", 60 * Minute, doubtful: true)));
    }

    [Fact]
    public void Another_branch_of_the_same_journal_is_another_line()
    {
        var main = Mark("S1T1/1//000000000005", 0);
        var fork = Mark("S1T1/1/ab/000000000003", 10 * Minute);

        Assert.True(main.IsBefore(fork));
    }

    private static CountMark Mark(string entry, long at, bool doubtful = false) => new(entry, new EstimatedTime(at, doubtful));
}
