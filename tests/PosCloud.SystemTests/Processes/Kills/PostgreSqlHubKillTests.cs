using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>A hub on a PostgreSQL server killed with minus nine at points spread over the steps of taking and reconciling an upload.</summary>
public sealed class PostgreSqlHubKillTests(PostgreSqlShop shop) : IClassFixture<PostgreSqlShop>
{
    private static readonly KillStep[] Steps =
    [
        new("hub on postgresql: before the intake's commit", @"^before \w+ postgres \[.*\bfact\b", 30),
        new("hub on postgresql: after the commit, before the answer", @"^after COMMIT postgres \[.*\bfact\b", 1),
        new("hub on postgresql: during reconciliation's group commit", @"^(before|after) \w+ postgres \[.*\bmovement\b", 25),
    ];

    [Fact]
    [Trait("guarantee", "G3")]
    public async Task Killed_on_postgresql_at_any_step_of_an_upload_it_has_each_order_once_after_its_restart()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        foreach (var step in Steps)
        {
            await KillTable.RunAsync(step, i => HubKills.RunAsync(shop, step, i, till => HubKills.SellAndSyncAsync(shop, till)), () => HubKills.WholeAsync(shop));
        }
    }
}
