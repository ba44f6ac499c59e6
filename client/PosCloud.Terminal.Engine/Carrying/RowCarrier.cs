namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>
/// An engine that moves rows by itself, such as Dotmim.Sync, reduced to what the terminal needs of it. Whether rows really
/// arrived is never read from it: the journal's chain and the streams' checksums say so.
/// </summary>
/// <param name="Engine">Name reported to the hub.</param>
/// <param name="SendFactsAsync">Brings the rows of the outbox to the hub's inbox.</param>
/// <param name="FetchStateAsync">Brings the hub's tables into the replica file, in one transaction.</param>
/// <remarks>Both throw <see cref="CarryingFailedException"/> for whatever a network, a hub or the engine can do.</remarks>
public sealed record RowCarrier(
    string Engine,
    Func<OutboxTransfer, CancellationToken, Task> SendFactsAsync,
    Func<StateTransfer, CancellationToken, Task> FetchStateAsync);
