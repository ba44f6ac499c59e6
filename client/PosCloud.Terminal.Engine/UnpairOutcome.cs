using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine;

/// <summary>What became of unpairing.</summary>
public abstract record UnpairOutcome
{
    private UnpairOutcome()
    {
    }

    /// <param name="Journal">Where the journal is kept.</param>
    /// <param name="Export">Where unsent facts were exported for the hub's <c>import-journal</c>; null when there were none.</param>
    public sealed record Unpaired(string Journal, string? Export) : UnpairOutcome;

    public sealed record NotPaired : UnpairOutcome;

    /// <summary>The hub doesn't have everything yet: sync first, or force it, which exports what is unsent.</summary>
    public sealed record Refused(PendingFacts Pending) : UnpairOutcome;
}
