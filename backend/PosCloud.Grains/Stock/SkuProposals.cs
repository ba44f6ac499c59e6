using PosCloud.Grains.Contracts.Stock;

namespace PosCloud.Grains.Stock;

/// <summary>
/// What a SKU grain thinks with: last committed on hand and the movements on their way to the ledger. It proposes; the
/// ledger's commit decides.
/// </summary>
public sealed class SkuProposals(TimeProvider clock)
{
    /// <summary>A proposal without an answer after this time was lost with its proposer.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (long Change, DateTimeOffset At)> _underWay = new(StringComparer.Ordinal);

    public long OnHandThousandths { get; private set; }

    public long Version { get; private set; }

    public long ProposedThousandths => _underWay.Values.Sum(p => p.Change);

    /// <summary>Takes note; the same id again changes nothing.</summary>
    public SkuProposalAnswer Propose(SkuProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var before = OnHandThousandths + ProposedThousandths;
        if (!_underWay.TryAdd(proposal.Id, (proposal.ChangeThousandths, clock.GetUtcNow()))) return new SkuProposalAnswer(before, false);
        var after = checked(before + proposal.ChangeThousandths);
        return new SkuProposalAnswer(after, before >= 0 && after < 0);
    }

    /// <summary>An older answer that arrives later is ignored, but the proposals it settles are settled.</summary>
    public void Committed(long onHandThousandths, long version, IEnumerable<string> settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        foreach (var id in settled) _underWay.Remove(id);
        if (version <= Version) return;
        OnHandThousandths = onHandThousandths;
        Version = version;
    }

    /// <summary>Drops proposals that nobody will settle; true when there were any and the stock row must be read again.</summary>
    public bool DropLost()
    {
        var oldest = clock.GetUtcNow() - Life;
        var lost = _underWay.Where(p => p.Value.At < oldest).Select(p => p.Key).ToList();
        foreach (var id in lost) _underWay.Remove(id);
        return lost.Count > 0;
    }
}
