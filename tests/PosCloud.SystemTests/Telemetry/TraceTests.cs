using System.Diagnostics;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Telemetry;

/// <summary>One trace from the sale to the stock it moved, whatever lies between.</summary>
public sealed class TraceTests(HubStage hub) : IClassFixture<HubStage>
{
    private static readonly string[] Steps = ["sale.complete", "sync.upload", "hub.intake", "hub.commit"];

    [Fact]
    public async Task Sale_upload_intake_and_stock_update_are_one_trace_across_an_offline_hour_and_a_restart()
    {
        using var spans = new SpanCollector();
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();
        var sold = till.Sell(sku);
        var sale = TraceOf(sold);
        await till.TrySyncAsync();
        hub.Clock.Pass(TimeSpan.FromHours(1));
        await till.ReopenAsync();

        till.Line.Join();
        await hub.SettleAsync(till);

        var trace = await AllStepsAsync(spans, sale);
        Assert.Equal(9_000, await hub.OnHandAsync(sku));
        var first = trace.First(span => span.OperationName == "sale.complete");
        Assert.Equal(sale.SpanId, first.SpanId);
        Assert.All(trace, span => Assert.Equal(sale.TraceId, span.TraceId));
        Assert.All(trace.Where(span => span.OperationName is "hub.intake" or "hub.commit"), span => Assert.Equal(sale.SpanId, span.ParentSpanId));
        Assert.Equal(sold.ReceiptNumber.Value, trace.Last(span => span.OperationName == "hub.commit").GetTagItem("poscloud.receipt_number"));
    }

    [Fact]
    public async Task Each_of_several_sales_in_one_upload_has_its_intake_and_commit_in_its_own_trace()
    {
        using var spans = new SpanCollector();
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();
        var sales = new[] { till.Sell(sku), till.Sell(sku), till.Sell(sku) };

        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Equal(3, sales.Select(sold => TraceOf(sold).TraceId).Distinct().Count());
        foreach (var sold in sales)
        {
            await Waiting.UntilAsync(
                $"{sold.ReceiptNumber} has its spans at the hub",
                () => Task.FromResult(spans.Of(TraceOf(sold).TraceId).Select(span => span.OperationName).Intersect(["hub.intake", "hub.commit"]).Count() == 2),
                TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }
    }

    private static ActivityContext TraceOf(CompletedOrder sold)
    {
        Assert.True(ActivityContext.TryParse(sold.Body.Context.TraceParent, null, out var context), "The sale's fact has no trace context.");
        return context;
    }

    private static async Task<IReadOnlyList<Activity>> AllStepsAsync(SpanCollector spans, ActivityContext sale)
    {
        await Waiting.UntilAsync(
            "spans " + string.Join(", ", Steps), () => Task.FromResult(Steps.All(step => spans.Of(sale.TraceId).Any(span => span.OperationName == step))),
            TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        return spans.Of(sale.TraceId);
    }
}
