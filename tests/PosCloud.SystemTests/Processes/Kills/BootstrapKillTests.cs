using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The terminal killed with minus nine while it begins with a ready-made replica.</summary>
[Trait("guarantee", "G24")]
public sealed class BootstrapKillTests(FileShop shop) : IClassFixture<FileShop>
{
    private static readonly KillStep[] Steps =
    [
        new("terminal: bootstrap file begins to come", "^http ResponseHeadersStop /v1/bootstrap", 1),
        new("terminal: bootstrap file is unpacked", @"^grown replica-\d+\.db to ", 8),
        new("terminal: bootstrap file is checked", @"^before read replica-\d+\.db in (PRAGMA quick_check|$)", 400),
        new("terminal: between the check and the switch", @"^(before|after) (?!read|PRAGMA).*replica-\d+\.db", 40),
        new("terminal: bootstrap switch", @"^(before|after) .*journal\.db.*\[meta\]", 12),
    ];

    [Fact]
    public async Task Killed_at_any_step_of_a_ready_made_replica_both_sides_go_on_and_end_equal()
    {
        await shop.OpenAsync();
        foreach (var step in Steps)
        {
            await KillTable.RunAsync(
                step,
                async i =>
                {
                    ReplicaCursor.Forget(shop.TerminalFolder);
                    await TerminalKills.RunAsync(shop, step, i, () => ["sync", "--wait", "30"], _ =>
                    {
                        ReplicaCursor.Forget(shop.TerminalFolder);
                        return Task.CompletedTask;
                    });
                    await shop.SellHereAsync();
                },
                () => shop.AssertWholeHereAsync());
        }
    }
}
