using Npgsql;
using PosCloud.HubStorage;

namespace PosCloud.Hub.Dotmim;

/// <summary>Lets one node after the other make tables and triggers; two at once would trip over each other.</summary>
internal sealed class ProvisioningTurn : IAsyncDisposable
{
    // Any number will do, as long as all nodes use the same.
    private const long LockNumber = 7_046_029_254_386_353_131;

    private readonly NpgsqlConnection? _connection;

    private ProvisioningTurn(NpgsqlConnection? connection) => _connection = connection;

    public static async Task<ProvisioningTurn> TakeAsync(HubStorageOptions options, CancellationToken cancellationToken)
    {
        if (options.Kind != HubDatabaseKind.PostgreSql) return new ProvisioningTurn(null);
        var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({LockNumber})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new ProvisioningTurn(connection);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is null) return;
        await using (var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockNumber})", _connection)) await command.ExecuteNonQueryAsync();
        await _connection.DisposeAsync();
    }
}
