using Npgsql;

namespace PosCloud.HubStorage.PostgreSql;

/// <summary>
/// Lets one process at a time change the schema: an advisory lock of a session of its own, gone with that session however
/// the process ends.
/// </summary>
internal sealed class PostgreSqlSchemaLock : IAsyncDisposable
{
    // "poscloud" in ASCII; advisory locks are per database.
    private const long Key = 0x706F73636C6F7564;
    private const string MaintenanceDatabase = "postgres";

    private readonly NpgsqlConnection _connection;

    private PostgreSqlSchemaLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Waits until no other process changes the schema. Creates the database when the server lacks it.</summary>
    public static async Task<PostgreSqlSchemaLock> TakeAsync(NpgsqlConnectionStringBuilder text, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(text, text.Database!, cancellationToken) ?? await CreateAsync(text, cancellationToken);
        try
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Key})", cancellationToken);
            var encoding = await ExecuteAsync(connection, "SHOW server_encoding", cancellationToken);
            return encoding == "UTF8" ? new PostgreSqlSchemaLock(connection) : throw new PostgreSqlProblems(text).OfEncoding(encoding);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<NpgsqlConnection> CreateAsync(NpgsqlConnectionStringBuilder text, CancellationToken cancellationToken)
    {
        await using (var maintenance = await OpenAsync(text, MaintenanceDatabase, cancellationToken)
            ?? throw new HubDatabaseUnusableException(
                $"There is no database '{text.Database}' on {text.Host}, nor one called '{MaintenanceDatabase}' from where it could be created. Create it by hand.", isSetting: true))
        {
            using var quoting = new NpgsqlCommandBuilder();
            try
            {
                await ExecuteAsync(maintenance, $"CREATE DATABASE {quoting.QuoteIdentifier(text.Database!)} ENCODING 'UTF8' TEMPLATE template0", cancellationToken);
            }
            catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another process created it in the same moment.
            }
        }

        return await OpenAsync(text, text.Database!, cancellationToken) ?? throw new InvalidOperationException($"The database '{text.Database}' is gone again.");
    }

    /// <summary>Null when there's no database of that name.</summary>
    private static async Task<NpgsqlConnection?> OpenAsync(NpgsqlConnectionStringBuilder text, string database, CancellationToken cancellationToken)
    {
        // Not pooled: closing it gives the lock back. No limit: another process may be building an index.
        var own = new NpgsqlConnectionStringBuilder(text.ConnectionString) { Database = database, Pooling = false, CommandTimeout = 0 };
        var connection = new NpgsqlConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string ?? "";
    }
}
