using System.Data.Common;
using System.Globalization;

namespace PosCloud.HubStorage;

/// <summary>A read transaction: all statements see the database as it was at the first of them.</summary>
public sealed class ReadSnapshot : IAsyncDisposable
{
    private readonly HubDatabase _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly KeptReader? _kept;
    private HubDbContext? _context;

    public ReadSnapshot(HubDatabase database, DbConnection connection, DbTransaction transaction) => (_database, _connection, _transaction) = (database, connection, transaction);

    /// <summary>On a connection that is kept for the next snapshot.</summary>
    internal ReadSnapshot(HubDatabase database, KeptReader kept, DbTransaction transaction)
        : this(database, kept.Connection, transaction) => _kept = kept;

    /// <summary>Queries inside this snapshot.</summary>
    public HubDbContext Context
    {
        get
        {
            if (_context is not null) return _context;
            _context = _database.NewContext(_connection);
            Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.UseTransaction(_context.Database, _transaction);
            return _context;
        }
    }

    internal HubDatabase Database => _database;

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(read);
        var rows = new List<T>();
        await EachAsync(
            sql,
            row =>
            {
                rows.Add(read(row));
                return true;
            },
            cancellationToken,
            values);
        return rows;
    }

    /// <param name="take">Answers whether it wants the next row as well.</param>
    internal async Task EachAsync(string sql, Func<DbDataReader, bool> take, CancellationToken cancellationToken, params object?[] values)
    {
        var command = _kept?.Take(sql) is { } prepared ? Bound(prepared, values) : Command(sql, values);
        var isKept = false;
        try
        {
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken) && take(reader))
                {
                }
            }

            isKept = _kept?.TryKeep(command) == true;
        }
        finally
        {
            // Also after a failure: a statement left open would stay with a connection that others use next.
            if (!isKept) await command.DisposeAsync();
        }
    }

    internal DbCommand Command(string sql, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i.ToString(CultureInfo.InvariantCulture);
            _database.Bind(parameter, values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null) await _context.DisposeAsync();
        await _transaction.DisposeAsync();
        if (_kept is null || !_kept.GiveBack()) await _connection.DisposeAsync();
    }

    private DbCommand Bound(DbCommand command, object?[] values)
    {
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++) _database.Bind(command.Parameters[i], values[i]);
        return command;
    }
}
