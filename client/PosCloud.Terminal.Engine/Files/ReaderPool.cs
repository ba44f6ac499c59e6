using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PosCloud.Terminal.Engine.Files;

/// <summary>Read connections to one file; each sees one committed state per transaction and never waits for the writer.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private const int MaxIdle = 8;
    private readonly ConcurrentBag<Reader> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs a query in one read transaction, so that all its statements see the same state.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_idle.TryTake(out var reader)) reader = new Reader(SqliteFile.Open(path, FileUse.Read));
        var clean = false;
        try
        {
            reader.Transaction.Begin();
            var answer = query(reader.Connection);
            reader.Transaction.Commit();
            clean = true;
            return answer;
        }
        finally
        {
            if (clean && !_closed && _idle.Count < MaxIdle) _idle.Add(reader);
            else reader.Dispose();
            if (_closed) Drain();
        }
    }

    public void Dispose()
    {
        _closed = true;
        Drain();
    }

    private void Drain()
    {
        while (_idle.TryTake(out var reader)) reader.Dispose();
    }

    private sealed class Reader(SqliteConnection connection) : IDisposable
    {
        public SqliteConnection Connection => connection;

        public PreparedTransaction Transaction { get; } = PreparedTransaction.ToRead(connection);

        public void Dispose()
        {
            Transaction.Dispose();
            connection.Dispose();
        }
    }
}
