namespace PosCloud.Terminal.Dotmim;

/// <summary>What the terminal does about Dotmim's holes. All on; a test switches one off to show that the hole is real.</summary>
internal sealed record CarrierRepairs
{
    /// <summary>A failed request is not repeated inside a sync: the next sync begins anew.</summary>
    public bool NoRequestRetries { get; init; } = true;

    /// <summary>A failed transaction is not repeated for ever, least of all on a damaged file.</summary>
    public bool NoTransactionRetries { get; init; } = true;

    /// <summary>Rows purged from the outbox are no deletions.</summary>
    public bool NoDeletionsUp { get; init; } = true;

    /// <summary>Answers are asked for in the one form that the library compresses.</summary>
    public bool AskForGzip { get; init; } = true;

    /// <summary>Batches are written to a folder of this terminal's own.</summary>
    public bool OwnFolder { get; init; } = true;
}
