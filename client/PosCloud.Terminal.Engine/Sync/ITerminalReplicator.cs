namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// Moves facts up and state down. Engines differ only here: they carry rows, the journal's chain and the streams'
/// checksums prove that they did. One call at a time; a crash or a failure at any point loses nothing.
/// </summary>
public interface ITerminalReplicator
{
    /// <summary>Name reported to the hub: <c>Direct</c> or <c>Dotmim</c>.</summary>
    string Engine { get; }

    /// <summary>Sends what is pending and brings the replica up to date. Never throws for what a network or a hub can do: the report says it.</summary>
    /// <param name="cause">Why this sync runs: <c>sale</c>, <c>poll</c>, <c>nudge</c>, <c>start</c>, <c>online</c> or <c>manual</c>.</param>
    Task<SyncReport> SyncAsync(string cause, IProgress<SyncProgress>? progress, CancellationToken cancellation);
}
