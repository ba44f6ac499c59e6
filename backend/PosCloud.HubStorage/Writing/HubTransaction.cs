using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Writing;

/// <summary>
/// One open write transaction. Plain statements are prepared once per connection; <see cref="Context"/> works inside the
/// same transaction for everything that isn't hot.
/// </summary>
public sealed class HubTransaction
{
    private readonly WriteConnection _owner;
    private readonly DbTransaction _transaction;
    private HubDbContext? _context;

    internal HubTransaction(WriteConnection owner, DbTransaction transaction, DateTimeOffset now)
    {
        _owner = owner;
        _transaction = transaction;
        Now = now;
    }

    /// <summary>Hub time at which the transaction began.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Hub time at which the transaction began, Unix milliseconds.</summary>
    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    public HubDbContext Context => _context ??= _owner.NewContext(_transaction);

    internal HubDatabase Database => _owner.Database;

    /// <summary>Runs a statement with the parameters <c>@p0</c>, <c>@p1</c> …; answers the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return _owner.Fast(sql, values.Length) is { } fast
            ? Task.FromResult(fast.Execute(values))
            : Statement(sql, values).ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(read);
        var rows = new List<T>();
        await using var reader = await Statement(sql, values).ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row's value, or the default when there is none.</summary>
    public async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var reader = await Statement(sql, values).ExecuteReaderAsync(CancellationToken.None);
        return await reader.ReadAsync(CancellationToken.None) ? read(reader) : default;
    }

    /// <summary>Locks rows until commit, in the order of their keys; nothing where a writer is alone anyway.</summary>
    public Task LockAsync(string table, string key, string where, params object?[] values) =>
        QueryAsync(Database.SelectLocked(key, table, where, key), row => row.GetValue(0), values);

    /// <summary>Marks a place to go back to when one fact of a bulk fails.</summary>
    public Task SaveAsync(string name) => Database.SaveAsync(_transaction, name);

    public Task RollbackToAsync(string name)
    {
        _context?.ChangeTracker.Clear();
        return Database.RollbackToAsync(_transaction, name);
    }

    /// <summary>Forgets a savepoint that isn't needed any more.</summary>
    public Task ReleaseAsync(string name) => Database.ReleaseAsync(_transaction, name);

    internal async Task FlushAsync()
    {
        if (_context is not null) await _context.SaveChangesAsync(CancellationToken.None);
    }

    internal async ValueTask CloseAsync()
    {
        if (_context is not null) await _context.DisposeAsync();
    }

    private DbCommand Statement(string sql, object?[] values)
    {
        var command = _owner.Statement(sql, values.Length);
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++) Database.Bind(command.Parameters[i], values[i]);
        return command;
    }
}
