using System.Diagnostics;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The hub killed with minus nine at points spread over the steps of taking and answering an upload.</summary>
public sealed class HubKillTests(ProcessShop shop) : IClassFixture<ProcessShop>
{
    private static readonly int Kills = KillTable.Each(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);

    private static readonly KillStep[] Uploading =
    [
        new("hub: before the intake's commit", @"^before (INSERT|UPDATE|COMMIT) hub\.db \[.*\bfact\b", 25),
        new("hub: in the middle of the intake's commit", @"^before (write|sync) hub\.db-wal in COMMIT .*\bfact\b", 40),
        new("hub: after the intake's commit, before the answer", @"^after (sync hub\.db-wal in COMMIT|COMMIT) .*\bfact\b", 2),
        new("hub: during reconciliation's group commit", @"^(before|after) .*\[.*\bmovement\b", 30),
    ];

    private static readonly KillStep Checkpoint = new("hub: during a checkpoint", @"^(before|after) (write|sync) hub\.db in", 12);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("guarantee", "G3")]
    public async Task G3_Killed_at_any_step_of_an_upload_it_has_each_order_once_after_its_restart()
    {
        foreach (var step in Uploading)
        {
            await KillTable.RunAsync(step, Kills, i => KillAsync(step, i, async () =>
            {
                await shop.SellAsync();
                (await shop.TerminalAsync("sync", "--wait", "0")).Expect(0, 3);
            }));
        }

        await KillTable.RunAsync(Checkpoint, Kills, i => KillAsync(Checkpoint, i, async () =>
        {
            await shop.SellAsync();
            (await shop.TerminalAsync("sync")).Expect(0, 3);
            using var signal = Process.Start("kill", ["-TERM", $"{shop.Hub.ProcessId}"]);
        }));

        await shop.Hub.StopAsync();
        await shop.Hub.StartAsync(Cancellation);
        await shop.AssertWholeAsync();
    }

    /// <summary>Starts the hub so that it dies at a moment of the step, and does what leads there.</summary>
    private async Task KillAsync(KillStep step, int kill, Func<Task> work)
    {
        await shop.Hub.StopAsync();
        for (var moment = step.MomentOf(kill, Kills); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{step.Name}'.");
            if (await StartAsync(step, moment)) await work();
            if (await EndsAsync() == KillTable.Killed) return;
            await shop.Hub.StopAsync();
        }
    }

    /// <summary>False when it died before it was ready: what an earlier kill left to do brought it to the step.</summary>
    private async Task<bool> StartAsync(KillStep step, int moment)
    {
        var settings = step.Environment(moment);
        foreach (var (name, value) in settings) shop.HubSettings[name] = value;
        try
        {
            await shop.Hub.StartAsync(Cancellation);
            return true;
        }
        catch (InvalidOperationException) when (!shop.Hub.IsRunning)
        {
            return false;
        }
        finally
        {
            foreach (var name in settings.Keys) shop.HubSettings.Remove(name);
        }
    }

    /// <summary>Null when it goes on.</summary>
    private async Task<int?> EndsAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(EndLimit);
        try
        {
            return await shop.Hub.EndAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
