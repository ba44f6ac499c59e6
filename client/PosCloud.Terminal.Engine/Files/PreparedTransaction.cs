using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PosCloud.Terminal.Engine.Files;

/// <summary>
/// A connection's transactions, one after the other. The provider parses BEGIN and COMMIT anew each time, which costs more
/// than most reads here; these are parsed once.
/// </summary>
internal sealed class PreparedTransaction : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;

    private PreparedTransaction(SqliteConnection connection, string begin)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        _begin = Prepare(begin);
        _commit = Prepare("COMMIT");
    }

    /// <summary>Takes no lock; all statements see the state that the first one sees.</summary>
    public static PreparedTransaction ToRead(SqliteConnection connection) => new(connection, "BEGIN");

    /// <summary>Takes the write lock at once, so that no transaction fails half way for want of it.</summary>
    public static PreparedTransaction ToWrite(SqliteConnection connection) => new(connection, "BEGIN IMMEDIATE");

    /// <summary>Work in a transaction of its own, on a connection that has few.</summary>
    public static void Write(SqliteConnection connection, Action work)
    {
        using var transaction = ToWrite(connection);
        transaction.Begin();
        try
        {
            work();
            transaction.Commit();
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }

    public void Begin() => Step(_begin);

    public void Commit() => Step(_commit);

    /// <summary>Nothing when none is open: after some errors (a full disk) SQLite has already rolled back.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_database) == 0) _ = raw.sqlite3_exec(_database, "ROLLBACK");
    }

    /// <summary>Before its connection.</summary>
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out var statement), _database);
        return statement;
    }

    private void Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        // Before the reset, which forgets what went wrong.
        if (result != raw.SQLITE_DONE) Fail(statement, result);
        _ = raw.sqlite3_reset(statement);
    }

    private void Fail(sqlite3_stmt statement, int result)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }
}
