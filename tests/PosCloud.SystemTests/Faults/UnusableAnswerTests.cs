using Microsoft.AspNetCore.Http;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.SystemTests.Faults;

/// <summary>Where the hub should be, something else answers. The cashier reads why, goes on selling, and loses nothing.</summary>
public sealed class UnusableAnswerTests(HubStage hub) : IClassFixture<HubStage>
{
    private const string Json = "application/json";

    public static TheoryData<string, string> Behaviours => new()
    {
        { "portal", "isn't a hub" },
        { "garbage", "can't be read" },
        { "other-json", "lacks" },
        { "error-500", "HTTP 500" },
        { "half-answer", "broke off" },
        { "redirect", "HTTP 302" },
        { "hangs", "did not answer" },
        { "wrong-name", "certificate" },
    };

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task A_terminal_says_what_is_wrong_and_sells_and_sends_everything_once_the_hub_is_back(string behaviour, string words)
    {
        await using var bad = await BadHub.StartAsync(context => BehaveAsync(behaviour, context), behaviour == "wrong-name" ? "other.example" : null);
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Configure: options => options.RequestTimeout = TimeSpan.FromSeconds(3)));
        till.Line.Rule = (request, send, _) =>
        {
            request.RequestUri = new Uri(bad.Address, request.RequestUri!.AbsolutePath);
            return send();
        };
        till.Sell(sku);

        var report = await till.TrySyncAsync();

        Assert.Contains(words, report.Error, StringComparison.Ordinal);
        Assert.Equal(ConnectivityKind.Offline, till.Engine.Sync.Connectivity.Kind);
        Assert.NotEqual(0, till.Engine.Sync.Pending.Facts);
        till.Sell(sku);
        Assert.Equal(8_000, till.Available(sku));
        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal(2, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(8_000, await hub.OnHandAsync(sku));
    }

    private static async Task BehaveAsync(string behaviour, HttpContext context)
    {
        var answer = context.Response;
        switch (behaviour)
        {
            case "portal":
                answer.ContentType = "text/html";
                await answer.WriteAsync("<html>Accept the terms of this network</html>");
                break;
            case "garbage":
                answer.ContentType = Json;
                await answer.WriteAsync("{\"hubEpoch\": \u0001\u0002 not json");
                break;
            case "other-json":
                answer.ContentType = Json;
                await answer.WriteAsync("{\"status\":\"ok\"}");
                break;
            case "error-500":
                answer.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "half-answer":
                answer.ContentType = Json;
                answer.ContentLength = 5_000;
                await answer.WriteAsync("{\"hubEpoch\":");
                await answer.Body.FlushAsync();
                context.Abort();
                break;
            case "redirect":
                answer.Redirect("http://login.example/");
                break;
            case "hangs":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                break;
        }
    }
}
