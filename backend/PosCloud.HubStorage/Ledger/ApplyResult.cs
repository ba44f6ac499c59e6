using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Ledger;

/// <summary>What the ledger decided about one batch.</summary>
public abstract record ApplyResult
{
    private ApplyResult()
    {
    }

    /// <param name="Stock">On hand and version of each sku that moved, as committed.</param>
    /// <param name="Moved">Streams that the commit moved.</param>
    /// <param name="Exceptions">Ids of exceptions that are new.</param>
    public sealed record Applied(
        long Through, IReadOnlyList<CommittedStock> Stock, IReadOnlyList<PublishedStream> Moved, IReadOnlyList<string> Exceptions) : ApplyResult;

    /// <summary>Somebody else applied or replayed in between: read again and propose anew.</summary>
    public sealed record Stale : ApplyResult;

    /// <summary>This batch alone could not be committed.</summary>
    public sealed record Failed(Exception Error) : ApplyResult;
}
