using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PosCloud.HubStorage.Sqlite;

/// <summary>Read connections to one file, kept open because opening one and parsing its statements costs more than most reads.</summary>
internal sealed class SqliteReaders(string connectionString, bool keeps)
{
    private const int MaxIdle = 16;
    private readonly ConcurrentBag<KeptReader> _idle = [];
    private volatile bool _closed;

    public async Task<KeptReader> OpenAsync(CancellationToken cancellationToken)
    {
        if (_idle.TryTake(out var idle)) return idle;
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new KeptReader(connection, GiveBack);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes those that nobody uses; the others close when they come back.</summary>
    public async ValueTask CloseAsync()
    {
        _closed = true;
        while (_idle.TryTake(out var reader)) await reader.Connection.DisposeAsync();
    }

    private bool GiveBack(KeptReader reader)
    {
        if (!keeps || _closed || _idle.Count >= MaxIdle || reader.Connection.State != System.Data.ConnectionState.Open) return false;
        _idle.Add(reader);
        return true;
    }
}
