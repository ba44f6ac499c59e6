using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Network;

namespace PosCloud.SystemTests.Processes.Line;

/// <summary>A terminal and a hub as processes, with a line between them that loses, doubles, delays, cuts and changes what it carries.</summary>
public sealed class FaultyLineTests(LineShop shop) : IClassFixture<LineShop>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly LineFault[] Spoiling = [.. Enum.GetValues<LineFault>().Where(fault => fault is not LineFault.BlackHole)];

    [Fact]
    [Trait("guarantee", "G3")]
    public async Task G3_Whatever_the_line_does_to_requests_and_answers_each_order_arrives_once()
    {
        var orders = TestSize.Of(20, 200);
        await using (var terminal = await ServingTerminal.StartAsync(shop.TerminalFolder, shop.Ports.Dashboard, shop.OnTheLine))
        {
            shop.Line.Delay = TimeSpan.FromMilliseconds(200);
            shop.Line.Suffer([.. Spoiling]);
            for (var i = 0; i < orders; i++)
            {
                shop.Remember((await terminal.SellAsync(ProcessShop.Sku)).Receipt);
                await terminal.RunAsync(new { verb = "sync", waitSeconds = 0 });
            }

            shop.Line.Heal();
        }

        await shop.AssertWholeAsync();
        var never = Spoiling.Where(fault => !shop.Line.Done.ContainsKey(fault)).ToList();
        Assert.True(never.Count == 0, $"Seed {LineShop.Seed} never had {string.Join(", ", never)}.");
    }

    [Fact]
    [Trait("guarantee", "G22")]
    public async Task G22_A_hub_in_a_black_hole_or_behind_thirty_seconds_is_said_to_be_offline_and_sales_are_as_quick_as_before()
    {
        await using (var terminal = await ServingTerminal.StartAsync(shop.TerminalFolder, shop.Ports.Dashboard, shop.OnTheLine))
        {
            await terminal.UntilAsync("the terminal is online", IsOnline, Limit);
            var calm = new List<TimeSpan>();
            var bad = new List<TimeSpan>();
            shop.Line.Delay = TimeSpan.FromSeconds(30);
            foreach (var faults in (LineFault[][])[[LineFault.BlackHole], [LineFault.Delay], [LineFault.Delay, LineFault.DropRequest]])
            {
                shop.Line.Heal();
                await terminal.UntilAsync("the terminal is online again", IsOnline, Limit);
                await SellAsync(terminal, calm);
                shop.Line.Suffer(faults);
                await SellAsync(terminal, bad);
                await terminal.UntilAsync("the terminal says that it is offline", status => Word(status).StartsWith("offline", StringComparison.OrdinalIgnoreCase), Limit);
                Assert.True((await terminal.StatusAsync()).GetProperty("pending").GetInt32() > 0);
            }

            shop.Line.Heal();
            await terminal.UntilAsync("everything is sent", status => status.GetProperty("pending").GetInt32() == 0, Limit);
            // Waiting for this network would be thirty seconds; a busy machine slows both alike.
            Assert.True(Median(bad) < (Median(calm) * 5) + TimeSpan.FromSeconds(3), $"A sale took {Median(bad)} on a bad line, {Median(calm)} on a good one.");
        }

        await shop.AssertWholeAsync();
    }

    private async Task SellAsync(ServingTerminal terminal, List<TimeSpan> times)
    {
        for (var i = 0; i < 10; i++)
        {
            var (receipt, took) = await terminal.SellAsync(ProcessShop.Sku);
            shop.Remember(receipt);
            times.Add(took);
        }
    }

    private static bool IsOnline(System.Text.Json.JsonElement status) => Word(status).StartsWith("online", StringComparison.OrdinalIgnoreCase);

    private static string Word(System.Text.Json.JsonElement status) => status.GetProperty("connectivity").GetString()!;

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
