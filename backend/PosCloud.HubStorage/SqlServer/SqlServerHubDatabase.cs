using System.Data;
using System.Data.Common;
using System.Globalization;
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

    private readonly string _connectionString;
    private readonly string _session;
    private readonly DbContextOptions<SqlServerHubDbContext> _options;

    /// <param name="options">Their connection string is valid: <see cref="SqlServerConnectionText.Problem"/> was asked before.</param>
    public SqlServerHubDatabase(HubStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Writers = options.MaxConcurrentWrites;
        _connectionString = SqlServerConnectionText.Of(options.ConnectionString);
        _session = string.Create(CultureInfo.InvariantCulture, $"SET XACT_ABORT ON; SET LOCK_TIMEOUT {options.LockTimeoutSeconds * 1_000};");
        _options = ContextOptions(builder => builder.UseSqlServer(_connectionString, Level));
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

    /// <summary>With <c>XACT_ABORT</c> on, one refused row would take the whole upload with it, savepoint and all.</summary>
    public override Task SaveAsync(DbTransaction transaction, string name) =>
        RunAsync(transaction, $"SET XACT_ABORT OFF; SAVE TRANSACTION {name};", CancellationToken.None);

    public override Task RollbackToAsync(DbTransaction transaction, string name) =>
        RunAsync(transaction, $"ROLLBACK TRANSACTION {name};", CancellationToken.None);

    /// <summary>SQL Server keeps a savepoint until the end; only what it was for is over.</summary>
    public override Task ReleaseAsync(DbTransaction transaction, string name) => RunAsync(transaction, "SET XACT_ABORT ON;", CancellationToken.None);

    private static async Task RunAsync(DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<SqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(_connectionString);
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
