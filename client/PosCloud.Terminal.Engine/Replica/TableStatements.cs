using Microsoft.Data.Sqlite;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Tables;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Prepared statements for the rows of one replicated table.</summary>
internal sealed class TableStatements : IDisposable
{
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _delete;
    private readonly int _columns;
    private readonly int _keys;

    public TableStatements(SqliteConnection connection, SyncedTable table)
    {
        (_columns, _keys) = (table.Columns.Count, table.KeyLength);
        var match = string.Join(" AND ", table.Columns.Take(_keys).Select((c, i) => $"{c.Name} = $p{i}"));
        _find = Prepare(connection, $"SELECT _seq, _hash FROM {table.Name} WHERE {match}", _keys);
        _delete = Prepare(connection, $"DELETE FROM {table.Name} WHERE {match}", _keys);
        _put = Prepare(connection, ReplicaSchema.Insert(table, "INSERT OR REPLACE", '$'), _columns + 3);
        _insert = Prepare(connection, ReplicaSchema.Insert(table, "INSERT OR IGNORE", '$'), _columns + 3);
    }

    /// <summary>Change number and content hash of the row with this key; null when there is none.</summary>
    public (long Sequence, long Hash)? Find(object?[] values)
    {
        Bind(_find, values, _keys);
        using var reader = _find.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    public void Put(object?[] values, string stream, long sequence, long hash) => Write(_put, values, stream, sequence, hash);

    /// <summary>Writes the row unless there is one with its key.</summary>
    public bool TryInsert(object?[] values, string stream, long sequence, long hash) => Write(_insert, values, stream, sequence, hash) > 0;

    public void Delete(object?[] values)
    {
        Bind(_delete, values, _keys);
        _delete.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
        _insert.Dispose();
        _delete.Dispose();
    }

    private int Write(SqliteCommand command, object?[] values, string stream, long sequence, long hash)
    {
        Bind(command, values, _columns);
        command.Parameters[_columns].Value = stream;
        command.Parameters[_columns + 1].Value = sequence;
        command.Parameters[_columns + 2].Value = hash;
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return command;
    }

    private static void Bind(SqliteCommand command, object?[] values, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var parameter = command.Parameters[i];
            parameter.ResetSqliteType();
            parameter.Value = values[i] ?? DBNull.Value;
        }
    }
}
