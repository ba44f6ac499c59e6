using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Clock;

/// <summary>G21: terminal and hub as processes whose wall clock is set while they run (libfaketime).</summary>
[Trait("guarantee", "G21")]
public sealed class SteppedClockTests(ProcessShop shop) : IClassFixture<ProcessShop>
{
    private const string Missing = "needs libfaketime: as root, apt-get install libfaketime";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Days ahead, days behind, far behind, standing still, twice as fast, right again.
    private static readonly (string Time, Func<DateTimeOffset, DateTimeOffset> About)[] Steps =
    [
        ("+3d", now => now.AddDays(3)),
        ("-3d", now => now.AddDays(-3)),
        ("-400d", now => now.AddDays(-400)),
        ("2026-01-01 10:00:00", _ => new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero)),
        ("+0d x2", now => now),
        ("+0d", now => now),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task G21_A_terminal_whose_clock_is_stepped_while_it_runs_keeps_its_order_warns_and_goes_on_syncing()
    {
        Assert.SkipUnless(FakeTime.Library is not null, Missing);
        var clock = new FakeTime(Path.Combine(shop.Folder, "terminal-clock"));
        var sold = new List<string>();
        var warned = 0;
        await using (var terminal = await ServingTerminal.StartAsync(shop.TerminalFolder, shop.Ports.Dashboard, Settings(clock)))
        {
            foreach (var (step, about) in Steps)
            {
                clock.Set(step);
                // It looks at its new clock within a second; what is sold before that has the old time.
                await Waiting.UntilAsync(
                    $"the terminal's clock stands at {step}",
                    async () => (await terminal.ClockAsync() - about(TimeProvider.System.GetUtcNow())).Duration() < TimeSpan.FromDays(1),
                    Limit,
                    Cancellation);
                for (var i = 0; i < 2; i++) sold.Add((await terminal.SellAsync(ProcessShop.Sku)).Receipt);
                await terminal.UntilAsync($"everything is sent with the clock at {step}", status => status.GetProperty("pending").GetInt32() == 0, Limit);
                if ((await terminal.RunAsync(new { verb = "doctor" })).Text.Contains("more than two minutes off", StringComparison.Ordinal)) warned++;
            }
        }

        foreach (var receipt in sold) shop.Remember(receipt);
        await shop.AssertWholeAsync();
        Assert.True(warned >= 3, $"The terminal warned at {warned} of {Steps.Length} clocks.");
        Assert.Equal(sold.Order(StringComparer.Ordinal), sold);
        var facts = Facts();
        Assert.Equal(Enumerable.Range(1, facts.Count).Select(i => (long)i), facts.Select(fact => fact.Sequence));
        Assert.Contains(facts, fact => fact.Type == "ClockStepped");
    }

    [Fact]
    public async Task G21_A_hub_whose_clock_is_days_off_takes_every_sale_and_so_it_does_when_it_is_right_again()
    {
        Assert.SkipUnless(FakeTime.Library is not null, Missing);
        var clock = new FakeTime(Path.Combine(shop.Folder, "hub-clock"));
        foreach (var (name, value) in clock.Environment) shop.HubSettings[name] = value;
        foreach (var step in (string[])["+3d", "-3d"])
        {
            clock.Set(step);
            // Not by SIGTERM: libfaketime ends every wait with a limit at once, also the one for an orderly end.
            await shop.Hub.KillAsync();
            await shop.Hub.StartAsync(Cancellation);
            await shop.SellAsync();
            (await shop.TerminalAsync("sync", "--wait", "30")).Expect(0);
            // While it runs, too.
            clock.Set("+0d");
            await shop.SellAsync();
            (await shop.TerminalAsync("sync", "--wait", "30")).Expect(0);
        }

        foreach (var name in clock.Environment.Keys) shop.HubSettings.Remove(name);
        await shop.Hub.KillAsync();
        await shop.Hub.StartAsync(Cancellation);
        await shop.AssertWholeAsync();
    }

    private Dictionary<string, string> Settings(FakeTime clock)
    {
        var settings = new Dictionary<string, string>(shop.TerminalSettings)
        {
            ["Terminal__PollInterval"] = "00:00:01",
            ["Terminal__PollIntervalWithoutPush"] = "00:00:01",
            ["Terminal__FirstRetry"] = "00:00:00.1",
        };
        foreach (var (name, value) in clock.Environment) settings[name] = value;
        return settings;
    }

    /// <summary>What the hub has of the terminal, in the order of its journal.</summary>
    private List<(long Sequence, string Type)> Facts()
    {
        using var hub = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={Path.Combine(shop.Hub.DataFolder, "hub.db")};Mode=ReadOnly;Pooling=False"));
        hub.Open();
        using var command = hub.CreateCommand();
        command.CommandText = "SELECT sequence, type FROM fact WHERE terminal = 'S1T1' ORDER BY sequence";
        using var row = command.ExecuteReader();
        var facts = new List<(long, string)>();
        while (row.Read()) facts.Add((row.GetInt64(0), row.GetString(1)));
        return facts;
    }
}
