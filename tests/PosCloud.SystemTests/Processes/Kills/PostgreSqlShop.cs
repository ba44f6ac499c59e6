using System.Globalization;
using Npgsql;
using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>A shop whose hub is on a PostgreSQL server; nothing where there is none.</summary>
public sealed class PostgreSqlShop : KillShop
{
    private PostgresCluster? _cluster;
    private string _database = "";

    public override async ValueTask InitializeAsync()
    {
        if (PostgresCluster.Missing is not null) return;
        _cluster = await PostgresCluster.SharedAsync();
        _database = _cluster.NewName();
        HubSettings["Hub__Database"] = "PostgreSql";
        HubSettings["Hub__ConnectionString"] = _cluster.ConnectionString(_database);
        (await HubAsync("migrate")).Expect(0);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_cluster is not null) await _cluster.DropDatabaseAsync(_database, CancellationToken.None);
    }

    protected override async Task<long> HubNumberAsync(string query)
    {
        await using var connection = new NpgsqlConnection(_cluster!.ConnectionString(_database) + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(query, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }
}
