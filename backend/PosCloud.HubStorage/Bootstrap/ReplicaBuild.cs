using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Sqlite;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Bootstrap;

/// <summary>Writes the rows of a snapshot into a new SQLite file, in the terminal's own schema.</summary>
internal sealed class ReplicaBuild : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteFastStatement> _inserts = new(StringComparer.Ordinal);

    public ReplicaBuild(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        // Thrown away if anything goes wrong, so nothing of it has to survive a crash.
        Run("""
            PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
            PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -64000;
            """);
        Run(ReplicaSchema.Tables);
        Run("BEGIN");
    }

    public long Rows { get; private set; }

    /// <summary>Copies a stream's live rows as the snapshot has them.</summary>
    /// <exception cref="InvalidDataException">They don't add up to what the stream's head says: the hub's own data is damaged.</exception>
    public async Task FillAsync(ReadSnapshot snapshot, StreamHeads head, CancellationToken cancellationToken)
    {
        long count = 0, checksum = 0;
        await using var command = snapshot.Command(
            "SELECT tbl, pk, seq, row_hash, content FROM change WHERE stream = @p0 AND content IS NOT NULL ORDER BY tbl, pk", [head.Stream.Value]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (name, key, sequence, hash) = (reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3));
            var table = SyncedTables.Find(name) ?? throw new InvalidDataException($"Stream {head.Stream} has rows of an unknown table {name}.");
            if (!_inserts.TryGetValue(name, out var insert))
                _inserts[name] = insert = new SqliteFastStatement(_connection, ReplicaSchema.Insert(table, "INSERT", '@'), table.Columns.Count + 3);
            insert.Execute([.. RowJson.Read(table, reader.GetString(4)), head.Stream.Value, sequence, hash]);
            count++;
            checksum = unchecked(checksum + RowChecksum.Of(name, key, sequence, hash));
        }

        if (count != head.RowCount || checksum != head.Checksum) throw new InvalidDataException($"The rows of stream {head.Stream} don't add up to its head.");
        using var statement = new SqliteFastStatement(_connection, "INSERT INTO _head(stream, sequence, row_count, checksum) VALUES (@p0, @p1, @p2, @p3)", 4);
        statement.Execute([head.Stream.Value, head.Sequence, head.RowCount, head.Checksum]);
        Rows += count;
    }

    /// <summary>Adds look-ups, search words and the description, checks every page, and writes the compact file.</summary>
    public void Finish(string target, IEnumerable<(string Key, string Value)> description)
    {
        Run(ReplicaSchema.LookUps);
        IndexWords();
        using (var meta = new SqliteFastStatement(_connection, "INSERT INTO _meta(key, value) VALUES (@p0, @p1)", 2))
        {
            foreach (var (key, value) in description) meta.Execute([key, value]);
        }

        foreach (var statement in _inserts.Values) statement.Dispose();
        _inserts.Clear();
        Run("COMMIT");
        Run("ANALYZE");
        using (var check = Command("PRAGMA integrity_check(1)"))
        {
            if (check.ExecuteScalar() is not "ok") throw new InvalidDataException("The new replica has damaged pages.");
        }

        using var compact = Command("VACUUM INTO @target");
        compact.Parameters.AddWithValue("@target", target);
        compact.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var statement in _inserts.Values) statement.Dispose();
        _connection.Dispose();
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void IndexWords()
    {
        using var row = new SqliteFastStatement(_connection, "INSERT INTO _search_row(id, sku, product) VALUES (@p0, @p1, @p2)", 3);
        using var words = new SqliteFastStatement(_connection, "INSERT INTO _search(rowid, words) VALUES (@p0, @p1)", 2);
        using var command = Command(ReplicaSchema.SearchRows + ReplicaSchema.SearchOrder);
        using var reader = command.ExecuteReader();
        for (long id = 1; reader.Read(); id++)
        {
            row.Execute([id, reader.GetString(0), reader.GetString(1)]);
            words.Execute([id, SearchText.Fold(reader.GetString(2))]);
        }
    }

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
