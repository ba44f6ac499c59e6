using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Writing;

/// <summary>The writer's connection with its prepared statements.</summary>
internal sealed class WriteConnection(HubDatabase database, DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FastStatement> _fast = new(StringComparer.Ordinal);

    public HubDatabase Database { get; } = database;

    public bool IsBroken => connection.State != ConnectionState.Open;

    public async Task<(HubTransaction Hub, DbTransaction Transaction)> BeginAsync(TimeProvider clock)
    {
        var transaction = await Database.BeginWriteAsync(connection, CancellationToken.None);
        return (new HubTransaction(this, transaction, clock.GetUtcNow()), transaction);
    }

    public HubDbContext NewContext(DbTransaction transaction)
    {
        var context = Database.NewContext(connection);
        context.Database.UseTransaction(transaction);
        return context;
    }

    /// <summary>Null where the provider's own statements are as good.</summary>
    public FastStatement? Fast(string sql, int parameters)
    {
        if (_fast.TryGetValue(sql, out var known)) return known;
        var made = Database.PrepareFast(connection, sql, parameters);
        if (made is not null) _fast.Add(sql, made);
        return made;
    }

    public DbCommand Statement(string sql, int parameters)
    {
        if (_statements.TryGetValue(sql, out var known)) return known;
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i.ToString(CultureInfo.InvariantCulture);
            command.Parameters.Add(parameter);
        }

        _statements.Add(sql, command);
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in _fast.Values) statement.Dispose();
        foreach (var statement in _statements.Values) await statement.DisposeAsync();
        await connection.DisposeAsync();
    }
}
