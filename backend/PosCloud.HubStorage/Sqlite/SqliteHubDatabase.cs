using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Sqlite;

/// <summary>The hub's data in one SQLite file: one writer, readers beside it in their own snapshots (write-ahead log).</summary>
public sealed class SqliteHubDatabase : HubDatabase
{
    /// <summary>Older releases can damage a write-ahead log that is reset while it is read.</summary>
    public static readonly Version OldestLibrary = new(3, 51, 3);

    // SQLite: BUSY, LOCKED, NOMEM, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL.
    private static readonly HashSet<int> TransientCodes = [5, 6, 7, 9, 10, 13, 14, 15];

    private static readonly Lazy<Version> Library = new(ReadLibrary);

    private readonly string _connectionString;
    private readonly SqliteReaders _readers;
    private readonly DbContextOptions<SqliteHubDbContext> _options;

    /// <exception cref="NotSupportedException">The SQLite library is too old.</exception>
    public SqliteHubDatabase(string connectionString)
    {
        RequireLibrary();
        var settings = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 10 };
        _connectionString = settings.ToString();
        _readers = new SqliteReaders(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString(), keeps: settings.Pooling);
        _options = new DbContextOptionsBuilder<SqliteHubDbContext>().UseSqlite(_connectionString).Options;
    }

    public override string Name => "SQLite";

    public override bool IsShared => false;

    public override int Writers => 1;

    public static SqliteHubDatabase OfFile(string file) => new(new SqliteConnectionStringBuilder { DataSource = file }.ToString());

    /// <summary>The file that the settings name, in a folder made if needed.</summary>
    public static SqliteHubDatabase Of(HubStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ConnectionString is { Length: > 0 } connection) return new SqliteHubDatabase(connection);
        Directory.CreateDirectory(options.DataDirectory);
        return OfFile(options.SqliteFile);
    }

    public override HubDbContext NewContext() => new SqliteHubDbContext(_options);

    public override HubDbContext NewContext(DbConnection connection) =>
        new SqliteHubDbContext(new DbContextOptionsBuilder<SqliteHubDbContext>().UseSqlite(connection).Options);

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        // Not pooled: the writer keeps its connection and prepared statements as long as it lives.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var pragmas = connection.CreateCommand();
        pragmas.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA busy_timeout = 10000;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA cache_size = -65536;
            PRAGMA temp_store = MEMORY;
            PRAGMA trusted_schema = OFF;
            """;
        await pragmas.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <summary>BEGIN IMMEDIATE: takes the write lock at once, so a transaction never fails half way for want of it.</summary>
    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return await connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
    }

    /// <summary>What SQLite finds wrong with the file's pages; null when nothing is.</summary>
    public async Task<string?> FirstDamageAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var snapshot = await OpenSnapshotAsync(cancellationToken);
            var found = await snapshot.QueryAsync("PRAGMA quick_check(1)", row => row.GetString(0), cancellationToken);
            return found is ["ok"] ? null : found.FirstOrDefault() ?? "it can't be read.";
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 11 or 26)
        {
            return error.Message;
        }
    }

    public override async Task<ReadSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var reader = await _readers.OpenAsync(cancellationToken);
        try
        {
            // A deferred transaction never takes the write lock; its snapshot begins with the first SELECT.
            return new ReadSnapshot(this, reader, ((SqliteConnection)reader.Connection).BeginTransaction(deferred: true));
        }
        catch
        {
            await reader.Connection.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _readers.CloseAsync();
        await base.DisposeAsync();
    }

    /// <summary>
    /// The data directory's lock keeps other processes away, so what is found half done was left by one that was killed: a
    /// restore, which is finished, and a row in EF Core's own lock table, for which EF Core would wait for ever.
    /// </summary>
    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken)
    {
        // The name of a file that is kept, nothing that a test's clock should change.
        HubRestore.Finish(new SqliteConnectionStringBuilder(_connectionString).DataSource, TimeProvider.System);
        await using var context = NewContext();
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
        return NoLock.Instance;
    }

    public override FastStatement? PrepareFast(DbConnection connection, string sql, int parameters) =>
        new SqliteFastStatement((SqliteConnection)connection, sql, parameters);

    public override bool IsTransient(Exception error) => error is TimeoutException or OperationCanceledException
        || (error is SqliteException sqlite && TransientCodes.Contains(sqlite.SqliteErrorCode))
        || (error.InnerException is { } inner && IsTransient(inner));

    public override string SelectLocked(string columns, string table, string where, string? orderBy = null) =>
        OnConflictSql.Select(columns, table, where, orderBy);

    public override string Upsert(string table, IReadOnlyList<string> columns, int keyLength) => OnConflictSql.Upsert(table, columns, keyLength);

    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength) =>
        OnConflictSql.InsertIfAbsent(table, columns, keyLength);

    public override string Limit(string select, string rows) => $"{select} LIMIT {rows}";

    private static void RequireLibrary()
    {
        if (Library.Value < OldestLibrary)
            throw new NotSupportedException($"SQLite {Library.Value} is too old: {OldestLibrary} or newer is needed, because older ones can damage the database.");
    }

    private static Version ReadLibrary()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return Version.Parse(connection.ServerVersion);
    }
}
