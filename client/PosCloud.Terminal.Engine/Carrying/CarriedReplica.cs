using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>
/// A replica file that an engine fills by itself: the ordinary tables, and beside them the hub's change numbers and heads,
/// which travel in the same transaction and prove the rows.
/// </summary>
internal static class CarriedReplica
{
    private const string CursorPrefix = "carried:";

    // What the engine writes to the change table is noted with what stood there before, because the checksums are kept row by row.
    private const string Tables = $"""
        CREATE TABLE {CarriedScopes.Change}(stream TEXT NOT NULL, tbl TEXT NOT NULL, pk TEXT NOT NULL, seq INTEGER NOT NULL, deleted INTEGER NOT NULL,
          row_hash INTEGER NOT NULL, PRIMARY KEY(stream, tbl, pk)) WITHOUT ROWID;
        CREATE TABLE {CarriedScopes.Head}(stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, row_count INTEGER NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE _touched(stream TEXT NOT NULL, tbl TEXT NOT NULL, pk TEXT NOT NULL, seq INTEGER NULL, deleted INTEGER NULL, row_hash INTEGER NULL,
          PRIMARY KEY(stream, tbl, pk)) WITHOUT ROWID;
        CREATE TRIGGER _change_new AFTER INSERT ON {CarriedScopes.Change} BEGIN
          INSERT OR IGNORE INTO _touched(stream, tbl, pk) VALUES (new.stream, new.tbl, new.pk); END;
        CREATE TRIGGER _change_old BEFORE UPDATE ON {CarriedScopes.Change} BEGIN
          INSERT OR IGNORE INTO _touched(stream, tbl, pk, seq, deleted, row_hash) VALUES (old.stream, old.tbl, old.pk, old.seq, old.deleted, old.row_hash); END;
        CREATE TRIGGER _change_gone BEFORE DELETE ON {CarriedScopes.Change} BEGIN
          INSERT OR IGNORE INTO _touched(stream, tbl, pk, seq, deleted, row_hash) VALUES (old.stream, old.tbl, old.pk, old.seq, old.deleted, old.row_hash); END;
        """;

    /// <summary>Makes the file with all its tables; nobody reads it yet.</summary>
    public static void CreateFile(string path)
    {
        using var connection = SqliteFile.Open(path, FileUse.Replica);
        connection.Run(ReplicaSchema.Tables);
        connection.Run(Tables);
    }

    public static string Cursor(DateTimeOffset at) => CursorPrefix + at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>True when an engine that moves rows made this replica, so that it can go on with it.</summary>
    public static bool IsCarried(ReplicaState state) => state.Cursor.StartsWith(CursorPrefix, StringComparison.Ordinal);

    /// <summary>Where the replica stands in each stream.</summary>
    public static List<StreamHead> Heads(SqliteConnection connection) => connection.List(
        "SELECT stream, sequence, row_count, checksum FROM _head ORDER BY stream",
        row => new StreamHead(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
}
