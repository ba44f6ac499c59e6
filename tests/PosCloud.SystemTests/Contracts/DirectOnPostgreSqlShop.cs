using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Contracts;

/// <summary>The built-in engine on a PostgreSQL database of its own.</summary>
public sealed class DirectOnPostgreSqlShop : BusyShop
{
    private PostgresCluster? _cluster;
    private string _database = "";

    protected override IEnumerable<string> Settings => ["--Hub:Database=PostgreSql", $"--Hub:ConnectionString={_cluster!.ConnectionString(_database)}"];

    private static bool IsHere => PostgresCluster.Missing is null;

    public override async ValueTask InitializeAsync()
    {
        if (!IsHere) return;
        _cluster = await PostgresCluster.SharedAsync();
        _database = _cluster.NewName();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (!IsHere) return;
        await base.DisposeAsync();
        await _cluster!.DropDatabaseAsync(_database, CancellationToken.None);
    }
}
