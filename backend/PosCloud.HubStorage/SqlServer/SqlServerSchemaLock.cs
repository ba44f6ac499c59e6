using Microsoft.Data.SqlClient;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>
/// Lets one process at a time change the schema, and makes the database what the hub needs: there, and with row versions.
/// The lock goes with the session, however the process ends.
/// </summary>
internal sealed class SqlServerSchemaLock : IAsyncDisposable
{
    private const int NoSuchDatabase = 4060;
    private const int DatabaseExists = 1801;

    private readonly SqlConnection _connection;

    private SqlServerSchemaLock(SqlConnection connection) => _connection = connection;

    /// <summary>Waits until no other process changes the schema. Creates the database when the server lacks it.</summary>
    public static async Task<SqlServerSchemaLock> TakeAsync(SqlConnectionStringBuilder text, SqlServerProblems problems, CancellationToken cancellationToken)
    {
        var connection = await OpenOrCreateAsync(text, cancellationToken);
        try
        {
            await RunAsync(connection, SqlServerStatements.LockSchema, cancellationToken);
            var standing = await SqlServerStanding.ReadAsync(connection, cancellationToken);
            // Before any other connection of this process: the server changes this setting only for the last one left.
            if (!standing.IsTooOld && !standing.HasStatementVersions) await RunAsync(connection, SqlServerStatements.VersionsForStatements, cancellationToken);
            if (!standing.IsTooOld && !standing.HasTransactionVersions) await RunAsync(connection, SqlServerStatements.VersionsForTransactions, cancellationToken);
            return problems.Of(await SqlServerStanding.ReadAsync(connection, cancellationToken)) is { } problem ? throw problem : new SqlServerSchemaLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<SqlConnection> OpenOrCreateAsync(SqlConnectionStringBuilder text, CancellationToken cancellationToken)
    {
        try
        {
            // Asked once only: that there is no such database isn't worth trying again for.
            return await OpenAsync(text, text.InitialCatalog, tries: 0, cancellationToken);
        }
        catch (SqlException missing) when (missing.Number == NoSuchDatabase)
        {
            await CreateAsync(text, missing, cancellationToken);
            return await OpenAsync(text, text.InitialCatalog, text.ConnectRetryCount, cancellationToken);
        }
    }

    private static async Task CreateAsync(SqlConnectionStringBuilder text, SqlException missing, CancellationToken cancellationToken)
    {
        try
        {
            await using var master = await OpenAsync(text, "master", text.ConnectRetryCount, cancellationToken);
            using var quoting = new SqlCommandBuilder();
            await RunAsync(master, SqlServerStatements.CreateDatabase(quoting.QuoteIdentifier(text.InitialCatalog)), cancellationToken);
        }
        catch (SqlException other) when (other.Number == DatabaseExists)
        {
            // Another process created it in the same moment, or it is there and this user may not open it, which the next try says.
        }
        catch (SqlException other) when (other.Number == NoSuchDatabase)
        {
            // A contained user can't see master: what counts is that its own database isn't there.
            throw missing;
        }
    }

    private static async Task<SqlConnection> OpenAsync(SqlConnectionStringBuilder text, string database, int tries, CancellationToken cancellationToken)
    {
        // Not pooled: closing it gives the lock back.
        var own = new SqlConnectionStringBuilder(text.ConnectionString) { InitialCatalog = database, Pooling = false, ConnectRetryCount = tries };
        var connection = new SqlConnection(own.ConnectionString);
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

    private static async Task RunAsync(SqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // Another process may be building an index.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
