namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The terminal killed with minus nine at points spread over the steps of a sync.</summary>
public sealed class SyncKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private static readonly KillStep[] Steps =
    [
        new("terminal: upload sent, before the answer", "^http RequestContentStop /v1/sync", 1),
        new("terminal: after the answer, before its local commit", @"^(http ResponseContentStop /v1/sync|before .*journal\.db.*\[journal_epoch)", 5),
        new("terminal: during the replica's apply", @"^before .*replica-\d+\.db(-wal)?.*\[(?!\])", 30),
    ];

    [Fact]
    public async Task Killed_while_it_syncs_it_sells_at_once_and_the_hub_has_each_order_once()
    {
        await shop.SellHereAsync();
        foreach (var step in Steps)
        {
            await KillTable.RunAsync(
                step,
                async i =>
                {
                    await TerminalKills.RunAsync(shop, step, i, () => ["sync"], _ => shop.SellHereAsync());
                    await shop.SellHereAsync();
                },
                () => shop.AssertWholeHereAsync());
        }
    }
}
