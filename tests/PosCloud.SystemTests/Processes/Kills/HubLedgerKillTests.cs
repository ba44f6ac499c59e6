using System.Diagnostics;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The hub killed with minus nine while it reconciles and while it moves its log into the database.</summary>
public sealed class HubLedgerKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private static readonly KillStep Reconcile = new("hub: during reconciliation's group commit", @"^(before|after) .*\[.*\bmovement\b", 30);
    private static readonly KillStep Checkpoint = new("hub: during a checkpoint", @"^(before|after) (write|sync) hub\.db in", 12);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("guarantee", "G19")]
    public async Task Killed_while_it_reconciles_or_during_a_checkpoint_stock_adds_up_after_its_restart()
    {
        await KillTable.RunAsync(Reconcile, i => HubKills.RunAsync(shop, Reconcile, i, till => HubKills.SellAndSyncAsync(shop, till)), () => HubKills.WholeAsync(shop));
        await KillTable.RunAsync(Checkpoint, KillAtTheEndAsync, () => HubKills.WholeAsync(shop));
    }

    // The log goes into the database when the hub ends; how many pages that is nobody knows before.
    private async Task KillAtTheEndAsync(int kill)
    {
        if (shop.Hub.IsRunning) await shop.Hub.StopAsync();
        await using var till = shop.OpenTill();
        for (var moment = Checkpoint.MomentOf(kill); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{Checkpoint.Name}'.");
            if (await HubKills.StartAsync(shop, Checkpoint.Environment(moment)))
            {
                await HubKills.SellAndSyncAsync(shop, till);
                using var signal = Process.Start("kill", ["-TERM", $"{shop.Hub.ProcessId}"]);
            }

            if (await shop.Hub.EndAsync(Cancellation) != KillTable.Killed) continue;
            await shop.AssertHubHoldsAsync(till);
            return;
        }
    }
}
