using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>
/// Lets one transaction at a time edit products, prices and stores, on whatever node: what an edit reads before it writes
/// can't change meanwhile. It is the lock of the catalogue's counter, taken first instead of last. That is no danger to the
/// order of locks: sales and the ledger never take this counter, and it is the first of all counters.
/// </summary>
internal static class CatalogueLock
{
    public static Task TakeAsync(HubTransaction transaction) => StreamCounter.LockAsync(transaction, StreamName.Catalogue);
}
