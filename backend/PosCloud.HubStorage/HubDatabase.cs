using System.Data.Common;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>What differs between the databases a hub can use: connections, transactions, a few statements.</summary>
public abstract class HubDatabase : IAsyncDisposable
{
    /// <summary>Name for logs and screens.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// True when several processes may use the database at once. Then no lock file guards it, and it is migrated by its
    /// own command before any node serves.
    /// </summary>
    public abstract bool IsShared { get; }

    /// <summary>How many writers this process uses the database with at once.</summary>
    public abstract int Writers { get; }

    public abstract HubDbContext NewContext();

    public abstract HubDbContext NewContext(DbConnection connection);

    public abstract Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken);

    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A connection with a read transaction open: everything read through it is of one moment.</summary>
    public abstract Task<ReadSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>A statement that runs cheaper than through the provider; null where there's nothing cheaper.</summary>
    public virtual FastStatement? PrepareFast(DbConnection connection, string sql, int parameters) => null;

    /// <summary>True for a failure that may not happen again: a deadlock, a lock time-out, a full disk, a lost connection.</summary>
    public abstract bool IsTransient(Exception error);

    /// <summary>
    /// True when transactions got in each other's way and this one was rolled back: the writer does its work again. Never
    /// where a writer is alone.
    /// </summary>
    public virtual bool IsConflict(Exception error) => false;

    /// <summary>What is to be done about an error that keeps the hub from using its database; null for what isn't an ordinary cause.</summary>
    public virtual HubDatabaseUnusableException? Explain(Exception error) => null;

    /// <summary>Keeps other processes from changing the schema until the answer is disposed; creates the database if needed.</summary>
    public virtual Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable>(NoLock.Instance);

    /// <summary>Finds out at start, not in the middle of a sale, that this user may not use a table.</summary>
    /// <exception cref="HubDatabaseUnusableException">A right is missing.</exception>
    public virtual Task RequireRightsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// The server's own word for the line of its data, another one after it was restored to an earlier moment or promoted;
    /// null where there's none, or none that this user may ask for.
    /// </summary>
    public virtual Task<string?> LineageAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>SELECT that locks the rows it finds until commit; a plain one where a writer is alone anyway.</summary>
    /// <param name="orderBy">Null when at most one row is found; rows are locked in this order.</param>
    public abstract string SelectLocked(string columns, string table, string where, string? orderBy = null);

    /// <summary>Gives a parameter its value; null is written as the database's NULL.</summary>
    public virtual void Bind(DbParameter parameter, object? value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        parameter.Value = value ?? DBNull.Value;
    }

    /// <summary>Marks a place in the transaction to go back to.</summary>
    public virtual Task SaveAsync(DbTransaction transaction, string name)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.SaveAsync(name, CancellationToken.None);
    }

    public virtual Task RollbackToAsync(DbTransaction transaction, string name)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.RollbackAsync(name, CancellationToken.None);
    }

    /// <summary>Forgets a place that isn't needed any more.</summary>
    public virtual Task ReleaseAsync(DbTransaction transaction, string name)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.ReleaseAsync(name, CancellationToken.None);
    }

    /// <summary>INSERT that replaces the other columns when the key is already there.</summary>
    /// <param name="columns">Key columns first.</param>
    public abstract string Upsert(string table, IReadOnlyList<string> columns, int keyLength);

    /// <summary>INSERT that does nothing when the key is already there; touches 0 rows then.</summary>
    public abstract string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength);

    /// <summary>SELECT limited to so many rows.</summary>
    public abstract string Limit(string select, string rows);

    /// <summary>Closes what it keeps open; connections in use stay with their users.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public static string Insert(string table, IReadOnlyList<string> columns) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
}
