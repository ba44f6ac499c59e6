using System.Data.Common;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>What differs between the databases a hub can use: connections, transactions, a few statements.</summary>
public abstract class HubDatabase
{
    /// <summary>Name for logs and screens.</summary>
    public abstract string Name { get; }

    /// <summary>Clause that locks the rows a SELECT reads until commit; empty where a writer is alone anyway.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>How many writers use the database at once.</summary>
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

    /// <summary>INSERT that replaces the other columns when the key is already there.</summary>
    /// <param name="columns">Key columns first.</param>
    public abstract string Upsert(string table, IReadOnlyList<string> columns, int keyLength);

    /// <summary>INSERT that does nothing when the key is already there; touches 0 rows then.</summary>
    public abstract string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength);

    /// <summary>SELECT limited to so many rows.</summary>
    public abstract string Limit(string select, string rows);

    public static string Insert(string table, IReadOnlyList<string> columns) =>
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
}
