using Microsoft.Data.Sqlite;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>
/// Applies pages of state inside one transaction of a replica file, keeping each stream's row count and checksum row by
/// row, so that the end can be compared with what the hub says it must be.
/// </summary>
internal sealed class ReplicaWriter : IDisposable
{
    private readonly string? _newPath;
    private readonly ReplicaConnection _connection;
    private readonly Action<ReplicaConnection>? _giveBack;
    private readonly Dictionary<string, StreamSum> _sums = new(StringComparer.Ordinal);
    private readonly SearchIndexer _search;
    private bool _committed;
    private bool _disposed;

    /// <param name="giveBack">Takes the connection after a commit; null when it's closed with this writer.</param>
    public ReplicaWriter(ReplicaConnection connection, Action<ReplicaConnection>? giveBack = null)
        : this(connection, giveBack, newPath: null)
    {
    }

    private ReplicaWriter(ReplicaConnection connection, Action<ReplicaConnection>? giveBack, string? newPath)
    {
        (_connection, _giveBack, _newPath) = (connection, giveBack, newPath);
        _search = new SearchIndexer(Connection);
        try
        {
            if (newPath is not null) Connection.Run(ReplicaSchema.Tables);
            connection.Transaction.Begin();
            foreach (var (stream, count, checksum) in Connection.List(
                         "SELECT stream, row_count, checksum FROM _head", row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))))
            {
                _sums[stream] = new StreamSum(count, checksum);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The open transaction, for checks before it's committed.</summary>
    public SqliteConnection Connection => _connection.Sql;

    public long Rows { get; private set; }

    private bool IsNew => _newPath is not null;

    /// <summary>A file that nobody reads before it's complete.</summary>
    public static ReplicaWriter OfNew(string path) => new(new ReplicaConnection(path, FileUse.NewReplica), giveBack: null, path);

    /// <exception cref="FormatException">A stream, table or row isn't what the manifest says.</exception>
    public void Apply(IReadOnlyList<StreamRows> page)
    {
        foreach (var rows in page)
        {
            var table = SyncedTables.Find(rows.Table);
            // A table this build doesn't know comes from a newer hub: it can't be counted either, so the answer is unusable.
            if (table is null) throw new FormatException($"The hub sent rows of an unknown table {rows.Table}.");
            if (!StreamName.TryParse(rows.Stream, out _)) throw new FormatException($"The hub sent rows of an unknown stream {rows.Stream}.");
            var statements = _connection.Of(table);
            if (!_sums.TryGetValue(rows.Stream, out var sum)) _sums[rows.Stream] = sum = new StreamSum(0, 0);
            foreach (var change in rows.Changes) Apply(statements, table, rows.Stream, change, sum);
        }
    }

    /// <summary>Null when every stream has the hub's row count and checksum, else the first stream that differs.</summary>
    public string? Difference(IReadOnlyList<StreamHead> heads)
    {
        foreach (var head in heads)
        {
            var sum = _sums.GetValueOrDefault(head.Stream) ?? new StreamSum(0, 0);
            if (sum.Count != head.RowCount || sum.Checksum != head.Checksum) return head.Stream;
        }

        return _sums.Keys.FirstOrDefault(stream => _sums[stream].Count != 0 && heads.All(h => h.Stream != stream));
    }

    /// <summary>Makes the pages visible to readers, all at once.</summary>
    public void Commit(IReadOnlyList<StreamHead> heads, ReplicaState state)
    {
        if (IsNew) Connection.Run(ReplicaSchema.LookUps);
        _search.Refresh();
        foreach (var head in heads)
        {
            Connection.Run(
                """
                INSERT INTO _head(stream, sequence, row_count, checksum) VALUES ($stream, $sequence, $count, $checksum)
                ON CONFLICT(stream) DO UPDATE SET sequence = $sequence, row_count = $count, checksum = $checksum
                """,
                ("$stream", head.Stream), ("$sequence", head.Sequence), ("$count", head.RowCount), ("$checksum", head.Checksum));
        }

        state.Write(Connection);
        _connection.Transaction.Commit();
        _committed = true;
        if (_newPath is { } path) MakeDurable(path);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _search.Dispose();
        _connection.Transaction.Rollback();
        if (_committed && _giveBack is not null) _giveBack(_connection);
        else _connection.Dispose();
    }

    // A new file is written without a log, because nobody reads it yet; before it may serve it has to be on the disk.
    private void MakeDurable(string path)
    {
        Dispose();
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)) file.Flush(flushToDisk: true);
        using var withLog = SqliteFile.Open(path, FileUse.Replica);
    }

    private void Apply(TableStatements statements, SyncedTable table, string stream, RowChange change, StreamSum sum)
    {
        Rows++;
        if (change.Row is { } row)
        {
            var values = RowJson.Read(table, row.Text);
            var key = RowJson.KeyOf(table, values);
            var hash = RowChecksum.HashOfContent(row.Text);
            // In a new replica nearly every row is the first with its key.
            if (!IsNew || !statements.TryInsert(values, stream, change.Sequence, hash))
            {
                sum.Remove(table, key, statements.Find(values));
                statements.Put(values, stream, change.Sequence, hash);
            }

            sum.Add(table, key, change.Sequence, hash);
            _search.Touch(table, values);
        }
        else
        {
            var values = RowKey.Values(table, change.Key);
            if (statements.Find(values) is not { } old) return;
            sum.Remove(table, change.Key!, old);
            _search.TouchBeforeDelete(table, values);
            statements.Delete(values);
        }
    }
}
