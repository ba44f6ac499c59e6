using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>
/// The hub's data on SQL Server 2019 or newer, or Azure SQL. Writers read committed rows and lock what they decide on;
/// readers see one moment by row versions and never wait for writers.
/// </summary>
public sealed class SqlServerHubDatabase : HubDatabase
{
    // A parameter declared with its value's own length would be another statement to the server for every length.
    private const int LongText = 4_000;
    private const int LongBytes = 8_000;
    private const int Unlimited = -1;

    private readonly SqlConnectionStringBuilder _text;
    private readonly SqlServerProblems _problems;
    private readonly string _session;
    private readonly DbContextOptions<SqlServerHubDbContext> _options;

    /// <param name="options">Their connection string is valid: <see cref="SqlServerConnectionText.Problem"/> was asked before.</param>
    public SqlServerHubDatabase(HubStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Writers = options.MaxConcurrentWrites;
        _text = SqlServerConnectionText.Of(options.ConnectionString);
        _problems = new SqlServerProblems(_text);
        _session = SqlServerStatements.Session(options.LockTimeoutSeconds);
        _options = ContextOptions(builder => builder.UseSqlServer(_text.ConnectionString, Level));
    }

    public override string Name => "SQL Server";

    public override bool IsShared => true;

    public override int Writers { get; }

    internal static DbContextOptions<SqlServerHubDbContext> ContextOptions(Action<DbContextOptionsBuilder<SqlServerHubDbContext>> use)
    {
        var builder = new DbContextOptionsBuilder<SqlServerHubDbContext>();
        use(builder);
        return builder.Options;
    }

    /// <summary>Entity Framework writes nothing that SQL Server 2019 doesn't understand.</summary>
    internal static void Level(Microsoft.EntityFrameworkCore.Infrastructure.SqlServerDbContextOptionsBuilder settings) => settings.UseCompatibilityLevel(150);

    public override HubDbContext NewContext() => new SqlServerHubDbContext(_options);

    public override HubDbContext NewContext(DbConnection connection) =>
        new SqlServerHubDbContext(ContextOptions(builder => builder.UseSqlServer(connection, Level)));

    public override async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken);

    /// <summary>Read committed: what a decision rests on is locked, and a statement after a wait sees what the other committed.</summary>
    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            // At every beginning: a transaction that ended inside a savepoint has left XACT_ABORT off.
            await RunAsync(transaction, _session, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public override async Task<ReadSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        try
        {
            return new ReadSnapshot(this, connection, await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override HubDatabaseUnusableException? Explain(Exception error) => _problems.Explain(error);

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken) =>
        await SqlServerSchemaLock.TakeAsync(_text, _problems, cancellationToken);

    public override async Task RequireRightsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        if (_problems.Of(await SqlServerStanding.ReadAsync(connection, cancellationToken)) is { } problem) throw problem;
        await using var command = connection.CreateCommand();
        command.CommandText = SqlServerStatements.ForbiddenTable;
        if (await command.ExecuteScalarAsync(cancellationToken) is string table) throw _problems.OfRights(table);
    }

    public override async Task<string?> LineageAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SqlServerStatements.RecoveryFork;
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public override bool IsTransient(Exception error) => SqlServerErrors.IsTransient(error);

    public override bool IsConflict(Exception error) => SqlServerErrors.IsConflict(error);

    public override string SelectLocked(string columns, string table, string where, string? orderBy = null) =>
        SqlServerSql.SelectLocked(columns, table, where, orderBy);

    public override string Upsert(string table, IReadOnlyList<string> columns, int keyLength)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return SqlServerSql.Upsert(table, columns, keyLength);
    }

    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return SqlServerSql.InsertIfAbsent(table, columns, keyLength);
    }

    public override string Limit(string select, string rows) => SqlServerSql.Limit(select, rows);

    public override void Bind(DbParameter parameter, object? value)
    {
        base.Bind(parameter, value);
        parameter.Size = value switch
        {
            string text => text.Length <= LongText ? LongText : Unlimited,
            byte[] bytes => bytes.Length <= LongBytes ? LongBytes : Unlimited,
            _ => 0,
        };
    }

    public override Task SaveAsync(DbTransaction transaction, string name) =>
        RunAsync(transaction, SqlServerStatements.Save(name), CancellationToken.None);

    public override Task RollbackToAsync(DbTransaction transaction, string name) =>
        RunAsync(transaction, SqlServerStatements.RollbackTo(name), CancellationToken.None);

    /// <summary>SQL Server keeps a savepoint until the end; only what it was for is over.</summary>
    public override Task ReleaseAsync(DbTransaction transaction, string name) =>
        RunAsync(transaction, SqlServerStatements.OutsideSavepoint, CancellationToken.None);

    private static async Task RunAsync(DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = (transaction.Connection ?? throw new InvalidOperationException("The server has ended the transaction.")).CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<SqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(_text.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
