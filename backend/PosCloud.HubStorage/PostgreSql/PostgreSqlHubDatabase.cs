using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PosCloud.HubStorage.PostgreSql;

/// <summary>
/// The hub's data on a PostgreSQL server. Writers read committed rows and lock what they decide on; readers see one moment
/// in a transaction that can't write.
/// </summary>
public sealed class PostgreSqlHubDatabase : HubDatabase
{
    private const string AutoPrepare = "Max Auto Prepare";

    private const string UnusableTable = """
        SELECT c.relname FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname <> '__EFMigrationsHistory' AND NOT (
            has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
            AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
        ORDER BY c.relname LIMIT 1
        """;

    private const string Lineage = "SELECT s.system_identifier || '/' || c.timeline_id FROM pg_control_system() s, pg_control_checkpoint() c";

    private readonly NpgsqlConnectionStringBuilder _text;
    private readonly PostgreSqlProblems _problems;
    private readonly NpgsqlDataSource _writers;
    private readonly NpgsqlDataSource _readers;
    private readonly DbContextOptions<PostgreSqlHubDbContext> _options;

    /// <param name="options">Their connection string is valid: <see cref="Problem"/> was asked before.</param>
    public PostgreSqlHubDatabase(HubStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Writers = options.MaxConcurrentWrites;
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        text.ApplicationName ??= "poscloud-hub";
        // Behind a pooler that can't keep statements the operator sets it to 0.
        if (!text.ContainsKey(AutoPrepare)) text.MaxAutoPrepare = 200;
        // Settings of the session's start: the pool's reset between two users goes back to these.
        var idle = string.Create(CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={options.IdleTransactionSeconds}s");
        var locks = string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={options.LockTimeoutSeconds}s");
        _text = text;
        _problems = new PostgreSqlProblems(text);
        _writers = NpgsqlDataSource.Create(With(text, $"{idle} {locks}"));
        _readers = NpgsqlDataSource.Create(With(text, $"{idle} -c default_transaction_read_only=on"));
        _options = new DbContextOptionsBuilder<PostgreSqlHubDbContext>().UseNpgsql(_writers).Options;
    }

    public override string Name => "PostgreSQL";

    public override bool IsShared => true;

    public override int Writers { get; }

    /// <summary>Why these settings can't be used, in words without secrets; null when they can.</summary>
    public static string? Problem(HubStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        const string Name = nameof(options.ConnectionString);
        const string Example = "it looks like Host=db.example.org;Database=poscloud;Username=poscloud;Password=…";
        if (string.IsNullOrWhiteSpace(options.ConnectionString)) return $"{Name}: PostgreSql needs a connection string; {Example}.";
        try
        {
            var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            if (string.IsNullOrWhiteSpace(text.Host)) return $"{Name}: it names no Host; {Example}.";
            return string.IsNullOrWhiteSpace(text.Database) ? $"{Name}: it names no Database; {Example}." : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The provider's own message may repeat a value, and with it a password.
            return $"{Name}: it isn't a PostgreSQL connection string; {Example}.";
        }
    }

    public override HubDbContext NewContext() => new PostgreSqlHubDbContext(_options);

    public override HubDbContext NewContext(DbConnection connection) =>
        new PostgreSqlHubDbContext(new DbContextOptionsBuilder<PostgreSqlHubDbContext>().UseNpgsql(connection).Options);

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken) => await _writers.OpenConnectionAsync(cancellationToken);

    /// <summary>Read committed: what a decision rests on is locked, and a statement after a wait sees what the other committed.</summary>
    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
    }

    public override async Task<ReadSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = await _readers.OpenConnectionAsync(cancellationToken);
        try
        {
            return new ReadSnapshot(this, connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override HubDatabaseUnusableException? Explain(Exception error) => _problems.Explain(error);

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken) =>
        await PostgreSqlSchemaLock.TakeAsync(_text, cancellationToken);

    public override async Task RequireRightsAsync(CancellationToken cancellationToken)
    {
        await using var command = _readers.CreateCommand(UnusableTable);
        if (await command.ExecuteScalarAsync(cancellationToken) is string table) throw _problems.OfRights(table);
    }

    public override async Task<string?> LineageAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = _readers.CreateCommand(Lineage);
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        }
        catch (PostgresException denied) when (denied.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    public override bool IsTransient(Exception error) => PostgreSqlErrors.IsTransient(error);

    public override bool IsConflict(Exception error) => PostgreSqlErrors.IsConflict(error);

    public override string SelectLocked(string columns, string table, string where, string? orderBy = null) =>
        OnConflictSql.Select(columns, table, where, orderBy) + " FOR UPDATE";

    public override string Upsert(string table, IReadOnlyList<string> columns, int keyLength) => OnConflictSql.Upsert(table, columns, keyLength);

    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength) =>
        OnConflictSql.InsertIfAbsent(table, columns, keyLength);

    public override string Limit(string select, string rows) => $"{select} LIMIT {rows}";

    public override async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync();
        await _readers.DisposeAsync();
        await base.DisposeAsync();
    }

    private static string With(NpgsqlConnectionStringBuilder text, string settings) =>
        new NpgsqlConnectionStringBuilder(text.ConnectionString) { Options = text.Options is { Length: > 0 } own ? $"{own} {settings}" : settings }.ConnectionString;
}
