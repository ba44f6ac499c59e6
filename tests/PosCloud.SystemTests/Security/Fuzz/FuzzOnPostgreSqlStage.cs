using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>The same on a PostgreSQL database of its own.</summary>
public sealed class FuzzOnPostgreSqlStage : FuzzStage
{
    private PostgresCluster? _cluster;
    private string _database = "";

    protected override IEnumerable<string> Settings =>
        [.. base.Settings, "--Hub:Database=PostgreSql", $"--Hub:ConnectionString={_cluster!.ConnectionString(_database)}"];

    public override async ValueTask InitializeAsync()
    {
        if (PostgresCluster.Missing is not null) return;
        _cluster = await PostgresCluster.SharedAsync();
        _database = _cluster.NewName();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_cluster is null) return;
        await base.DisposeAsync();
        await _cluster.DropDatabaseAsync(_database, CancellationToken.None);
    }
}
