using Microsoft.EntityFrameworkCore;
using Orleans.Placement;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.HubStorage;

namespace PosCloud.Grains.Stock;

/// <summary>
/// The live authority of one sku in one store. It proposes in memory and waits for no storage, so a hot sku isn't slowed by
/// commits; what is true is decided by <see cref="HubStorage.Ledger.LedgerCommit"/>, which computes on hand after each
/// movement under the stock row's lock. Two activations of this grain can therefore never make the stock wrong.
/// </summary>
[RandomPlacement, GrainType("sku")]
public sealed class SkuGrain(HubDatabase database, TimeProvider clock) : Grain, ISkuGrain
{
    private readonly SkuProposals _proposals = new(clock);
    private SkuKey _key;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = SkuKey.Parse(this.GetPrimaryKeyString());
        await ReadAsync(cancellationToken);
    }

    public Task<SkuProposalAnswer> ProposeAsync(SkuProposal proposal) => Task.FromResult(_proposals.Propose(proposal));

    public Task CommittedAsync(long onHandThousandths, long version, IReadOnlyList<string> settledProposals)
    {
        _proposals.Committed(onHandThousandths, version, settledProposals);
        return Task.CompletedTask;
    }

    public async Task<SkuLive> GetAsync()
    {
        // A proposer that was lost may have committed before: only the row knows.
        if (_proposals.DropLost()) await ReadAsync(CancellationToken.None);
        return new SkuLive(_key.Store.Value, _key.Sku.Value, _proposals.OnHandThousandths, _proposals.Version, _proposals.ProposedThousandths);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (store, sku) = (_key.Store.Value, _key.Sku.Value);
        await using var hub = database.NewContext();
        var row = await hub.Stock.AsNoTracking().Where(s => s.Store == store && s.Sku == sku)
            .Select(s => new { s.OnHand, s.Version }).FirstOrDefaultAsync(cancellationToken);
        if (row is not null) _proposals.Committed(row.OnHand, row.Version, []);
    }
}
