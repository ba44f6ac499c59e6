using System.Net;
using System.Text.Json;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Telemetry;

/// <summary>Logs can be read by people who must not sell in a terminal's name.</summary>
public sealed class SecretsInLogsTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task No_log_line_has_a_token_a_code_or_a_key()
    {
        var secrets = new HashSet<string>();
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 1));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Background: true));
        await till.ReopenAsync();
        RecordTokens(till, secrets);
        await Waiting.UntilAsync(
            "the push channel is open too", () => Task.FromResult(till.Engine.Sync.Status.IsPushConnected), TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        till.Sell(sku);
        await hub.SettleAsync(till);
        secrets.UnionWith(await SecretsOfTheHubAsync());
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        using var refused = await device.SyncAsync(null, null, subject: till.Engine.Identity!.Terminal);
        secrets.UnionWith(File.ReadLines(Path.Combine(till.Folder, "device.key")).Where(line => line.Length > 20 && !line.StartsWith('-')));
        secrets.Add(till.Engine.Identity!.Certificate);

        Assert.True(secrets.Count >= 5, "The test found too few secrets to look for.");
        Assert.NotEmpty(hub.Logs.All);
        Assert.All(secrets, secret => Assert.DoesNotContain(hub.Logs.All, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    private static void RecordTokens(Till till, HashSet<string> secrets) => till.Line.Rule = (request, send, _) =>
    {
        if (request.Headers.Authorization?.Parameter is { } token) secrets.Add(token);
        return send();
    };

    /// <summary>Addresses end up in logs, here and on proxies: a token in one opens nothing.</summary>
    [Fact]
    public async Task A_token_in_the_address_is_not_taken()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        using var client = new HttpClient { BaseAddress = hub.Address };

        using var answer = await client.PostAsync(
            $"{Routes.Nudge}/negotiate?negotiateVersion=1&access_token={device.Token(device.Terminal)}", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<IEnumerable<string>> SecretsOfTheHubAsync()
    {
        var running = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(hub.Folder, "hub", "running.json")));
        var key = await File.ReadAllLinesAsync(Path.Combine(hub.Folder, "hub", "hub-signing.key"));
        var link = (await hub.VerbAsync("accounts add", ("email", "a@example.com"), ("role", "manager"))).Expect(0).Json.GetProperty("link").GetString()!;
        return [running.RootElement.GetProperty("Secret").GetString()!, await hub.EnrolmentCodeAsync(), link.Split('/', '=')[^1], .. key.Where(line => line.Length > 20 && !line.StartsWith('-'))];
    }
}
