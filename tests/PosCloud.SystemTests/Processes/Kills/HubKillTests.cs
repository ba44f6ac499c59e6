namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The hub killed with minus nine at points spread over the steps of taking an upload.</summary>
public sealed class HubKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private static readonly KillStep[] Steps =
    [
        new("hub: before the intake's commit", @"^before (INSERT|UPDATE|COMMIT) hub\.db \[.*\bfact\b", 25),
        new("hub: in the middle of the intake's commit", @"^before (write|sync) hub\.db-wal in COMMIT .*\bfact\b", 40),
        new("hub: after the intake's commit, before the answer", @"^after (sync hub\.db-wal in COMMIT|COMMIT) .*\bfact\b", 2),
    ];

    [Fact]
    [Trait("guarantee", "G3")]
    public async Task G3_Killed_at_any_step_of_an_upload_it_has_each_order_once_after_its_restart()
    {
        foreach (var step in Steps)
        {
            await KillTable.RunAsync(step, i => HubKills.RunAsync(shop, step, i, till => HubKills.SellAndSyncAsync(shop, till)), () => HubKills.WholeAsync(shop));
        }
    }
}
