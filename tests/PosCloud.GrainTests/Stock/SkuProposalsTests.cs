using Microsoft.Extensions.Time.Testing;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Stock;

namespace PosCloud.GrainTests.Stock;

public sealed class SkuProposalsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_proposal_counts_once_however_often_it_is_repeated()
    {
        var sku = new SkuProposals(_clock);
        sku.Committed(5_000, 1, []);

        Assert.Equal(3_000, sku.Propose(new SkuProposal("p", -2_000, "S1T1")).ProposedOnHandThousandths);
        Assert.Equal(3_000, sku.Propose(new SkuProposal("p", -2_000, "S1T1")).ProposedOnHandThousandths);
    }

    [Fact]
    public void Crossing_zero_is_expected_once()
    {
        var sku = new SkuProposals(_clock);
        sku.Committed(1_000, 1, []);

        Assert.False(sku.Propose(new SkuProposal("a", -1_000, "S1T1")).OversellExpected);
        Assert.True(sku.Propose(new SkuProposal("b", -1_000, "S1T2")).OversellExpected);
        Assert.False(sku.Propose(new SkuProposal("c", -1_000, "S1T3")).OversellExpected);
    }

    [Fact]
    public void The_highest_version_wins_and_settles()
    {
        var sku = new SkuProposals(_clock);
        sku.Propose(new SkuProposal("a", -1_000, "S1T1"));
        sku.Propose(new SkuProposal("b", -1_000, "S1T1"));

        sku.Committed(3_000, 8, ["b"]);
        sku.Committed(4_000, 7, ["a"]);

        Assert.Equal((3_000, 8, 0), (sku.OnHandThousandths, sku.Version, sku.ProposedThousandths));
    }

    [Fact]
    public void A_proposal_without_an_answer_is_dropped_after_ten_seconds()
    {
        var sku = new SkuProposals(_clock);
        sku.Propose(new SkuProposal("a", -1_000, "S1T1"));

        Assert.False(sku.DropLost());
        _clock.Advance(SkuProposals.Life + TimeSpan.FromMilliseconds(1));
        Assert.True(sku.DropLost());
        Assert.Equal(0, sku.ProposedThousandths);
    }
}
