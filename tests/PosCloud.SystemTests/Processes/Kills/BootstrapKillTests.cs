using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The hub killed with minus nine while it makes a ready-made replica, the terminal while it begins with one.</summary>
[Trait("guarantee", "G24")]
public sealed class BootstrapKillTests(FileShop shop) : IClassFixture<FileShop>
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromSeconds(60);
    private static readonly int BuildKills = KillTable.Each(2);
    private static readonly int Kills = KillTable.Each(3);

    private static readonly KillStep Build = new("hub: during the making of a ready-made replica", @"^(before|after) (CREATE|COMMIT|VACUUM|write|sync).*(build\.db|compact\.db|bootstrap_)", 500);

    private static readonly KillStep[] Beginning =
    [
        new("terminal: bootstrap file begins to come", "^http ResponseHeadersStop /v1/bootstrap", 1),
        new("terminal: bootstrap file is checked and catches up", @"^(before|after) .*replica-\d+\.db", 40),
        new("terminal: bootstrap switch", @"^(before|after) .*journal\.db.*\[meta\]", 12),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_step_of_a_ready_made_replica_both_sides_go_on_and_end_equal()
    {
        await KillTable.RunAsync(Build, BuildKills, KillBuildAsync);
        await shop.OpenAsync();
        foreach (var step in Beginning)
        {
            await KillTable.RunAsync(step, Kills, async i =>
            {
                ReplicaCursor.Forget(shop.TerminalFolder);
                await KillAsync(step, i);
                await shop.SellAsync();
                shop.AssertPrintedIsDurable();
            });
        }

        await shop.AssertWholeAsync();
    }

    private async Task KillBuildAsync(int kill)
    {
        var settings = Build.Environment(Build.MomentOf(kill, BuildKills));
        foreach (var (name, value) in settings) shop.HubSettings[name] = value;
        try
        {
            await shop.Hub.StartAsync(Cancellation);
        }
        catch (InvalidOperationException) when (!shop.Hub.IsRunning)
        {
            // It made the replica before it was ready to serve.
        }

        foreach (var name in settings.Keys) shop.HubSettings.Remove(name);
        Assert.Equal(KillTable.Killed, await shop.Hub.EndAsync(Cancellation).WaitAsync(BuildLimit, Cancellation));
    }

    private async Task KillAsync(KillStep step, int kill)
    {
        for (var moment = step.MomentOf(kill, Kills); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{step.Name}'.");
            var result = await shop.TerminalWithAsync(step.Environment(moment), "sync", "--wait", "30");
            if (result.ExitCode == KillTable.Killed) return;
            result.Expect(0);
            ReplicaCursor.Forget(shop.TerminalFolder);
        }
    }
}
