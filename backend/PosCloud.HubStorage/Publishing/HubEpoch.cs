using System.Security.Cryptography;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Publishing;

/// <summary>
/// Identity of this database's history. Drawn at random in the process, never counted up in the database: one backup can
/// be restored twice, and the two histories must not get the same name.
/// </summary>
public static class HubEpoch
{
    /// <summary>Numbers of the lost history are never given again: every stream jumps this far.</summary>
    public const long StreamJump = 1_000_000;

    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const string Newest = "SELECT epoch FROM hub_epoch ORDER BY started_at DESC, epoch";

    /// <summary>The epoch of now; null before the first migration.</summary>
    public static async Task<string?> CurrentAsync(ReadSnapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var found = await snapshot.QueryAsync(snapshot.Database.Limit(Newest, "1"), row => row.GetString(0), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public static Task<string?> CurrentAsync(HubTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.FirstAsync(transaction.Database.Limit(Newest, "1"), row => row.GetString(0));
    }

    /// <summary>
    /// Begins a new history because <paramref name="seen"/> is over; answers the one of now. Of several who notice it at
    /// once the first begins it.
    /// </summary>
    public static async Task<string> BeginAfterAsync(HubTransaction transaction, string seen, string reason)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await transaction.LockAsync("hub_epoch", "epoch", "epoch = @p0", seen);
        var now = await CurrentAsync(transaction);
        return now is null || now == seen ? await BeginAsync(transaction, reason) : now;
    }

    /// <summary>Begins a new history: terminals re-send what this database lacks and build new replicas.</summary>
    public static async Task<string> BeginAsync(HubTransaction transaction, string reason)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var epoch = "h" + RandomNumberGenerator.GetString(Alphabet, 11);
        var newest = await transaction.FirstAsync("SELECT MAX(started_at) FROM hub_epoch", row => row.IsDBNull(0) ? 0 : row.GetInt64(0));
        // The clock may stand before the last beginning; the newest row must still be this one.
        var startedAt = Math.Max(transaction.NowMilliseconds, newest + 1);
        await transaction.ExecuteAsync("INSERT INTO hub_epoch (epoch, started_at, reason) VALUES (@p0, @p1, @p2)", epoch, startedAt, reason);
        // All counters, in the order in which everybody locks them.
        await transaction.LockAsync("stream_head", "stream", "seq >= 0");
        await transaction.ExecuteAsync("UPDATE stream_head SET seq = seq + @p0", StreamJump);
        return epoch;
    }
}
