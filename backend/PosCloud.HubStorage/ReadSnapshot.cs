using System.Data.Common;
using System.Globalization;

namespace PosCloud.HubStorage;

/// <summary>A read transaction: all statements see the database as it was at the first of them.</summary>
public sealed class ReadSnapshot(HubDatabase database, DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    private HubDbContext? _context;

    /// <summary>Queries inside this snapshot.</summary>
    public HubDbContext Context
    {
        get
        {
            if (_context is not null) return _context;
            _context = database.NewContext(connection);
            Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.UseTransaction(_context.Database, transaction);
            return _context;
        }
    }

    internal HubDatabase Database => database;

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var command = Command(sql, values);
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    internal DbCommand Command(string sql, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i.ToString(CultureInfo.InvariantCulture);
            database.Bind(parameter, values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null) await _context.DisposeAsync();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
