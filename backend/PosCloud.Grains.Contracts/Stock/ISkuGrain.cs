namespace PosCloud.Grains.Contracts.Stock;

/// <summary>The live authority of one sku in one store; key: <c>store/sku</c>. Proposes, never decides.</summary>
[Alias("poscloud.ISkuGrain")]
public interface ISkuGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes note of movements on their way to the ledger and answers with what on hand will be once they are committed.
    /// Decides in memory, waits for no storage.
    /// </summary>
    [Alias("propose")]
    Task<SkuProposalAnswer> ProposeAsync(SkuProposal proposal);

    /// <summary>The ledger has committed: the highest version wins and settled proposals are dropped.</summary>
    [Alias("committed")]
    Task CommittedAsync(long onHandThousandths, long version, IReadOnlyList<string> settledProposals);

    [Alias("get"), RequiresRole(Roles.Viewer)]
    Task<SkuLive> GetAsync();
}
