using System.Globalization;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Retention;

/// <summary>
/// Keeps streams from growing for ever. Rows with a term leave their stream, though not the hub; deletions that every
/// terminal has had time to fetch are forgotten, and the stream's floor says so. Both go by numbers: a mark remembers how
/// far a stream was at a moment, so no row is judged by a clock, least of all a terminal's.
/// </summary>
public sealed class StreamRetention(HubDatabase database, Writing.HubWriter writer, Duty duty, TimeProvider clock)
{
    /// <summary>A terminal that was offline for longer than this gets a new replica; what it sold is taken at any age.</summary>
    public static readonly TimeSpan DeletionsKept = TimeSpan.FromDays(90);

    private const string DutyName = "retention";

    // Short enough that sales never wait long behind one.
    private const int RowsPerTransaction = 500;

    private static readonly TimeSpan MarkEvery = TimeSpan.FromHours(6);

    private static readonly TimeSpan RowsKept =
        TimeSpan.FromDays(SyncedTables.All.Where(t => t.Stream == StreamKind.Orders).Max(t => t.RetentionDays));

    /// <summary>Does what is due in every stream; nothing while another node does it.</summary>
    public async Task<RetentionReport> RunAsync(CancellationToken cancellationToken)
    {
        if (!await duty.TakeAsync(DutyName, cancellationToken)) return new RetentionReport(0, 0);
        try
        {
            var (left, forgotten) = (0L, 0L);
            foreach (var stream in await StreamsAsync(cancellationToken))
            {
                await MarkAsync(stream, cancellationToken);
                if (stream.Value.StartsWith("orders:", StringComparison.Ordinal)) left += await LeaveAsync(stream, cancellationToken);
                forgotten += await ForgetAsync(stream, cancellationToken);
            }

            return new RetentionReport(left, forgotten);
        }
        finally
        {
            await duty.ReleaseAsync(DutyName, CancellationToken.None);
        }
    }

    /// <summary>The newest mark of the stream that was old enough when the newest of all was made; null when none was.</summary>
    internal static async Task<DateTimeOffset?> RowsLeftUpToAsync(ReadSnapshot snapshot, StreamName stream, CancellationToken cancellationToken)
    {
        var marks = await snapshot.QueryAsync(
            "SELECT marked_at FROM stream_mark WHERE stream = @p0 ORDER BY marked_at DESC", row => row.GetInt64(0), cancellationToken, stream.Value);
        var old = marks.Where(at => at <= marks[0] - (long)RowsKept.TotalMilliseconds).ToList();
        return old.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(old[0]);
    }

    private async Task<List<StreamName>> StreamsAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var names = await snapshot.QueryAsync("SELECT stream FROM stream_head ORDER BY stream", row => row.GetString(0), cancellationToken);
        return [.. names.Select(name => StreamName.TryParse(name, out var stream) ? stream : (StreamName?)null).OfType<StreamName>()];
    }

    // The head read here is committed, and so is every number below it: all of that was there at this moment.
    private Task MarkAsync(StreamName stream, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var last = await transaction.FirstAsync("SELECT MAX(marked_at) FROM stream_mark WHERE stream = @p0", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), stream.Value);
            if (last is not null && transaction.NowMilliseconds < last + MarkEvery.TotalMilliseconds) return;
            var head = await transaction.FirstAsync("SELECT seq FROM stream_head WHERE stream = @p0", row => row.GetInt64(0), stream.Value);
            await transaction.ExecuteAsync("INSERT INTO stream_mark (stream, marked_at, seq) VALUES (@p0, @p1, @p2)", stream.Value, transaction.NowMilliseconds, head);
            // The newest mark beyond the longest term is still needed, those before it aren't.
            await transaction.ExecuteAsync(
                "DELETE FROM stream_mark WHERE stream = @p0 AND marked_at < (SELECT MAX(marked_at) FROM stream_mark WHERE stream = @p0 AND marked_at <= @p1)",
                stream.Value, Before(DeletionsKept));
        },
        cancellationToken);

    private async Task<long> LeaveAsync(StreamName stream, CancellationToken cancellationToken)
    {
        if (await ReachedAsync(stream, RowsKept, cancellationToken) is not { } upTo) return 0;
        for (long left = 0; ;)
        {
            List<(string Table, string Key)> rows;
            await using (var snapshot = await database.OpenSnapshotAsync(cancellationToken))
            {
                rows = await snapshot.QueryAsync(
                    database.Limit("SELECT tbl, pk FROM change WHERE stream = @p0 AND seq <= @p1 AND content IS NOT NULL ORDER BY seq", RowsPerTransaction.ToString(CultureInfo.InvariantCulture)),
                    row => (row.GetString(0), row.GetString(1)), cancellationToken, stream.Value, upTo);
            }

            if (rows.Count == 0) return left;
            left += await writer.RunAsync(transaction => StreamPublisher.LeaveAsync(transaction, stream, rows, upTo), cancellationToken);
        }
    }

    private async Task<long> ForgetAsync(StreamName stream, CancellationToken cancellationToken)
    {
        if (await ReachedAsync(stream, DeletionsKept, cancellationToken) is not { } reached) return 0;
        var upTo = Math.Min(reached, await LowestFileAsync(stream, cancellationToken));
        for (long forgotten = 0; ;)
        {
            var step = await writer.RunAsync(
                async transaction =>
                {
                    await StreamCounter.LockAsync(transaction, stream);
                    var next = await transaction.QueryAsync(
                        database.Limit("SELECT seq FROM change WHERE stream = @p0 AND content IS NULL AND seq <= @p1 ORDER BY seq", RowsPerTransaction.ToString(CultureInfo.InvariantCulture)),
                        row => row.GetInt64(0), stream.Value, upTo);
                    var floor = next.Count < RowsPerTransaction ? upTo : next[^1];
                    // In one transaction: a reader never finds deletions gone and the old floor.
                    await transaction.ExecuteAsync("DELETE FROM change WHERE stream = @p0 AND content IS NULL AND seq <= @p1", stream.Value, floor);
                    await transaction.ExecuteAsync("UPDATE stream_head SET floor = @p1 WHERE stream = @p0 AND floor < @p1", stream.Value, floor);
                    return next.Count;
                },
                cancellationToken);
            forgotten += step;
            if (step < RowsPerTransaction) return forgotten;
        }
    }

    private async Task<long?> ReachedAsync(StreamName stream, TimeSpan age, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.QueryAsync(
            "SELECT MAX(seq) FROM stream_mark WHERE stream = @p0 AND marked_at <= @p1", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), cancellationToken, stream.Value, Before(age));
        return found[0];
    }

    // A terminal that begins with a ready-made replica has to be told every deletion since it was made.
    private async Task<long> LowestFileAsync(StreamName stream, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var files = await snapshot.QueryAsync($"SELECT {BootstrapFile.Columns} FROM bootstrap_file", BootstrapFile.Read, cancellationToken);
        return files.Where(f => f.Position?.Positions.ContainsKey(stream) == true).Select(f => f.Position!.Positions[stream].Sequence).DefaultIfEmpty(long.MaxValue).Min();
    }

    private long Before(TimeSpan age) => (clock.GetUtcNow() - age).ToUnixTimeMilliseconds();
}
