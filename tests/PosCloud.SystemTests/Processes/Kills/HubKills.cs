using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>A hub in a process of its own, which dies at a moment of a step while a terminal works with it.</summary>
internal static class HubKills
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Starts the hub so that it dies at a moment of the step, and works with it until that is so; the moments of several
    /// rounds count together. The next start, for the next kill, recovers what this one left.
    /// </summary>
    /// <param name="work">One round that comes to the step; the hub may die in the middle of it.</param>
    public static async Task RunAsync(KillShop shop, KillStep step, int kill, Func<Till, Task> work, TillSettings? settings = null)
    {
        if (shop.Hub.IsRunning) await shop.Hub.StopAsync();
        await using var till = shop.OpenTill(settings);
        if (await StartAsync(shop, step.Environment(step.MomentOf(kill))))
        {
            var died = await Waiting.ForAsync(
                async () =>
                {
                    if (shop.Hub.IsRunning) await work(till);
                    return !shop.Hub.IsRunning;
                },
                Limit,
                Cancellation);
            Assert.True(died, $"It never came to '{step.Name}'.");
        }

        Assert.Equal(KillTable.Killed, await shop.Hub.EndAsync(Cancellation));
        await shop.AssertHubHoldsAsync(till);
    }

    /// <summary>One order goes up; the answer may not come.</summary>
    public static async Task SellAndSyncAsync(KillShop shop, Till till)
    {
        await shop.SellAsync(till);
        await till.TrySyncAsync();
    }

    /// <summary>The hub starts as ever, and everything is compared.</summary>
    public static async Task WholeAsync(KillShop shop)
    {
        await shop.Hub.StartAsync(Cancellation);
        await shop.AssertWholeHereAsync();
    }

    /// <summary>False when it died before it was ready: what an earlier kill left to do brought it to the step.</summary>
    public static async Task<bool> StartAsync(KillShop shop, IReadOnlyDictionary<string, string> environment)
    {
        var before = environment.Keys.ToDictionary(name => name, name => shop.HubSettings.GetValueOrDefault(name));
        foreach (var (name, value) in environment) shop.HubSettings[name] = value;
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
            foreach (var (name, value) in before)
            {
                if (value is null) shop.HubSettings.Remove(name);
                else shop.HubSettings[name] = value;
            }
        }
    }
}
