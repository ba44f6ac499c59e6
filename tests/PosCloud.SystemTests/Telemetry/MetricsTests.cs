using System.Text.RegularExpressions;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Telemetry;

/// <summary>What an operator's tools read from a hub.</summary>
public sealed partial class MetricsTests(HubStage hub) : IClassFixture<HubStage>
{
    private static readonly string[] Promised =
    [
        "poscloud_sync_duration_seconds", "poscloud_facts_received_total", "poscloud_orders_received_total", "poscloud_sync_request_size_bytes",
        "poscloud_sync_response_size_bytes", "poscloud_reconcile_duration_seconds", "poscloud_movements_applied_total", "poscloud_exceptions_raised_total",
        "poscloud_terminals_alerting",
    ];

    [Fact]
    public async Task The_hub_tells_of_its_work_under_the_names_that_the_documents_promise()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 1));
        var till = await hub.OpenTillAsync();
        till.Sell((sku, 2));
        await hub.SettleAsync(till);

        // The last sync is counted after its answer is complete.
        var names = new HashSet<string>();
        await Waiting.ForAsync(async () => (names = await NamesAsync()).IsSupersetOf(Promised), TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Empty(Promised.Except(names).Select(name => $"{name} is missing among {string.Join(", ", names)}"));
        Assert.All(names, name => Assert.Matches(Name(), name));
    }

    [Fact]
    public async Task No_metric_carries_an_id_as_a_tag()
    {
        var sku = hub.NewSku("TAGGED");
        await hub.StockAsync(new Goods(sku, 1m, 1));
        var till = await hub.OpenTillAsync();
        var sold = till.Sell(sku);
        await hub.SettleAsync(till);

        var own = (await MetricsAsync()).Where(line => line.StartsWith("poscloud_", StringComparison.Ordinal));

        Assert.NotEmpty(own);
        Assert.DoesNotContain(own, line => line.Contains($"\"{till.Name}\"", StringComparison.Ordinal) || line.Contains(sku, StringComparison.Ordinal)
            || line.Contains(sold.ReceiptNumber.Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_hub_says_that_it_is_healthy(string path)
    {
        using var client = new HttpClient { BaseAddress = hub.Address };

        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
    }

    private async Task<HashSet<string>> NamesAsync() =>
        [.. (await MetricsAsync()).Where(line => line.StartsWith("# TYPE poscloud_", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];

    private async Task<string[]> MetricsAsync()
    {
        using var client = new HttpClient { BaseAddress = hub.Address };
        return (await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n');
    }

    [GeneratedRegex("^poscloud(_[a-z]+)+$")]
    private static partial Regex Name();
}
