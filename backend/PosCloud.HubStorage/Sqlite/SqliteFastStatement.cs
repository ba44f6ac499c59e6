using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.HubStorage.Writing;
using SQLitePCL;

namespace PosCloud.HubStorage.Sqlite;

/// <summary>
/// Binds and steps a statement directly. The provider looks every parameter up by name at every execution, which costs
/// more than the insert itself where an upload makes tens of thousands of small rows.
/// </summary>
internal sealed class SqliteFastStatement : FastStatement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _indexes;

    public SqliteFastStatement(SqliteConnection connection, string sql, int parameters)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _indexes = new int[parameters];
        for (var i = 0; i < parameters; i++)
            _indexes[i] = raw.sqlite3_bind_parameter_index(_statement, "@p" + i.ToString(CultureInfo.InvariantCulture));
    }

    public override int Execute(object?[] values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (_indexes[i] > 0) SqliteException.ThrowExceptionForRC(Bind(_indexes[i], values[i]), _database);
            }

            var result = raw.sqlite3_step(_statement);
            if (result != raw.SQLITE_DONE && result != raw.SQLITE_ROW) SqliteException.ThrowExceptionForRC(result, _database);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            // Also resets after an error, which step has already reported.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _statement.Dispose();
    }

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        string text => raw.sqlite3_bind_text(_statement, index, text),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        int number => raw.sqlite3_bind_int64(_statement, index, number),
        bool flag => raw.sqlite3_bind_int64(_statement, index, flag ? 1 : 0),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, index, 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} can't be stored."),
    };
}
