using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Deployment;

/// <summary>What docker-compose.yml starts really starts, and the parts find each other.</summary>
[Collection(Alone.Name)]
public sealed class ComposeServicesTests(ComposeStage stage) : IClassFixture<ComposeStage>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Services => [.. ComposeStage.Started()];

    [Theory]
    [MemberData(nameof(Services))]
    public void Its_command_line_reaches_what_its_health_check_asks_for(string service)
    {
        Assert.SkipWhen(ComposeStage.Missing is not null, ComposeStage.Missing ?? "");

        Assert.True(stage.OutcomeOf(service) is null, stage.OutcomeOf(service));
    }

    [Fact]
    public async Task A_sale_at_a_terminal_reaches_the_hub_through_the_proxy_and_its_certificate()
    {
        Assert.SkipWhen(ComposeStage.Missing is not null, ComposeStage.Missing ?? "");
        Assert.True(stage.OutcomeOf("terminal-1") is null, stage.OutcomeOf("terminal-1"));
        var cancellation = TestContext.Current.CancellationToken;
        var terminal = stage.Terminal("terminal-1");
        var products = await terminal.RunAsync(cancellation, "find", "a");
        var sku = products.Expect(0).Json.GetProperty("products")[0].GetProperty("sku").GetString()!;

        var receipt = (await terminal.RunAsync(cancellation, "sell", "--line", sku + ":1")).Expect(0).Json.GetProperty("receiptNumber").GetString()!;

        await Waiting.UntilAsync("either node shows the order", async () =>
        {
            var orders = await Task.WhenAll(stage.Hub("hub-1").RunAsync(cancellation, "orders", "--store", "S1"), stage.Hub("hub-2").RunAsync(cancellation, "orders", "--store", "S1"));
            return orders.All(answer => answer.Expect(0).Output.Contains(receipt, StringComparison.Ordinal));
        }, Limit, cancellation);
    }
}
