using System.Net;
using System.Net.Http.Json;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G33: who a terminal is comes from its credential; it reads and writes for its own store and for no other terminal.</summary>
[Trait("guarantee", "G33")]
public sealed class OtherStoreTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task It_is_given_no_row_of_another_store_whatever_position_it_asks_for()
    {
        await hub.StockAsync("S1", new Goods(hub.NewSku(), 1m, 10));
        var sku = hub.NewSku();
        await hub.StockAsync("S2", new Goods(sku, 1m, 10));
        var other = await hub.OpenTillAsync("S2");
        other.Sell(sku);
        await hub.SettleAsync(other);
        var cursor = other.Engine.Status.Cursor;
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        foreach (var state in (StateRequest[])[new(null, null), new(cursor, null), new(null, cursor)])
        {
            using var response = await device.SyncAsync(null, state);
            if (!response.IsSuccessStatusCode) continue;
            var answer = await SentSync.AnswerAsync(response, TestContext.Current.CancellationToken);

            Assert.DoesNotContain(answer.State!.Rows, rows => rows.Stream.EndsWith(":S2", StringComparison.Ordinal));
            Assert.DoesNotContain(answer.State.Heads, head => head.Stream.EndsWith(":S2", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_fact_for_another_store_goes_to_quarantine_and_moves_no_stock_there()
    {
        var sku = hub.NewSku();
        await hub.StockAsync("S2", new Goods(sku, 1m, 10));
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var received = new StockReceived { Context = new FactContext("boot", 1, "Europe/Zagreb"), Sku = Sku.Parse(sku), Quantity = Quantity.Pieces(1_000) };

        using var response = await device.SyncAsync(device.Append("S2", received), null);

        var answer = await SentSync.AnswerAsync(response, TestContext.Current.CancellationToken);
        Assert.Equal(QuarantineCode.WrongStore, Assert.Single(answer.Upload!.Quarantined).Code);
        Assert.Equal(10_000, await hub.OnHandAsync(sku, "S2"));
    }

    [Fact]
    public async Task A_token_for_another_terminal_is_refused_and_nothing_is_taken()
    {
        var till = await hub.OpenTillAsync();
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var received = new StockReceived { Context = new FactContext("boot", 1, "Europe/Zagreb"), Sku = Sku.Parse("X"), Quantity = Quantity.Pieces(1) };

        using var response = await device.SyncAsync(device.Append("S1", received), new StateRequest(null, null), subject: till.Engine.Identity!.Terminal);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync(ProtocolJson.Wire.ErrorAnswer, TestContext.Current.CancellationToken);
        Assert.Equal(SyncErrorCode.Credential, error!.Code);
        Assert.Empty(await hub.FactsAsync(till));
    }

    [Fact]
    public async Task A_fact_that_names_another_terminal_in_its_chain_is_not_taken_as_that_terminals()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        SentSync? stolen = null;
        till.Line.Rule = async (request, _, cancellation) =>
        {
            stolen ??= await SentSync.ReadAsync(request, cancellation);
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The line is cut.");
        };
        await till.TrySyncAsync();
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        using var response = await device.SyncAsync(new SyncUpload(stolen!.Request.Upload!, stolen.Facts), null);

        Assert.Empty(await hub.FactsAsync(till));
        Assert.Equal(10_000, await hub.OnHandAsync(sku));
    }
}
