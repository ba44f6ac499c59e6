using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.UnitTests.Engine;

/// <summary>An engine that moves rows by itself, between a terminal's files and the hub in memory; it leaves nothing out.</summary>
/// <param name="hub">Asked at each transfer.</param>
internal sealed class MemoryCarrier(Func<MemoryHub> hub)
{
    private const string Name = "Memory";

    /// <summary>A terminal on this engine.</summary>
    public static Task<TerminalFixture> OpenShopAsync()
    {
        MemoryHub? known = null;
        var carrier = new MemoryCarrier(() => known!);
        return TerminalShop.OpenAsync(
            shop => known = shop.WithShop(),
            options => (options.Engine, options.Carrier) = (Name, new RowCarrier(Name, carrier.SendFactsAsync, carrier.FetchStateAsync)));
    }

    private Task SendFactsAsync(OutboxTransfer transfer, CancellationToken cancellation)
    {
        using var file = Open(transfer.Path);
        using var command = Command(file, $"SELECT epoch, sequence, previous, content, content_hash, chain_hash FROM {CarriedScopes.Inbox} ORDER BY epoch, sequence");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            hub().Bring(
                JournalEpoch.Parse(row.GetString(0)), new JournalSequence(row.GetInt64(1)), Digest(row.GetString(2)),
                new FactFrame((byte[])row[3], Digest(row.GetString(4)), Digest(row.GetString(5))));
        }

        return Task.CompletedTask;
    }

    private Task FetchStateAsync(StateTransfer transfer, CancellationToken cancellation)
    {
        using var file = Open(transfer.Path);
        Command(file, "BEGIN").ExecuteNonQuery();
        var (heads, rows) = hub().Everything();
        foreach (var head in heads) Put(file, CarriedScopes.Head, CarriedScopes.HeadColumns, 1, [head.Stream, head.Sequence, head.RowCount, head.Checksum]);
        foreach (var (stream, name, key, sequence, row) in rows)
        {
            var table = SyncedTables.Find(name)!;
            Put(file, CarriedScopes.Change, CarriedScopes.ChangeColumns, 3, [stream, name, key, sequence, row is null ? 1L : 0L, row is null ? 0L : RowChecksum.HashOfContent(row)]);
            if (row is not null) Put(file, name, [.. table.Columns.Select(column => column.Name)], table.KeyLength, RowJson.Read(table, row));
        }

        var problem = transfer.Check(file);
        Command(file, problem is null ? "COMMIT" : "ROLLBACK").ExecuteNonQuery();
        return problem is null ? Task.CompletedTask : throw new CarryingFailedException(problem);
    }

    private static SqliteConnection Open(string path)
    {
        var file = new SqliteConnection($"Data Source={path};Pooling=False");
        file.Open();
        return file;
    }

    /// <summary>Inserts the row, or changes it where one with its key stands.</summary>
    private static void Put(SqliteConnection file, string table, IReadOnlyList<string> columns, int keyLength, IReadOnlyList<object?> values)
    {
        var changes = columns.Skip(keyLength).Select(column => $"{column} = excluded.{column}").ToList();
        using var command = Command(
            file,
            $"INSERT INTO {table}({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "$" + column))}) "
            + $"ON CONFLICT({string.Join(", ", columns.Take(keyLength))}) DO {(changes.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", changes))}");
        for (var i = 0; i < columns.Count; i++) command.Parameters.AddWithValue("$" + columns[i], values[i] ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection file, string sql)
    {
        var command = file.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static Sha256Digest Digest(string text) => Sha256Digest.TryParse(text, out var digest) ? digest : throw new FormatException(text);
}
