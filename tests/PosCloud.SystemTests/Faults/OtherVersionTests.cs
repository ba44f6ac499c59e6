using System.Net;
using System.Net.Http.Json;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Connectivity;
using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Text;

namespace PosCloud.SystemTests.Faults;

/// <summary>Hub and terminal of releases that don't know each other's versions: nothing is guessed, and selling goes on.</summary>
public sealed class OtherVersionTests(HubStage hub) : IClassFixture<HubStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, int> Unknown => new()
    {
        { ProtocolVersions.Protocol + 1, ProtocolVersions.Schema },
        { ProtocolVersions.OldestProtocol - 1, ProtocolVersions.Schema },
        { ProtocolVersions.Protocol, ProtocolVersions.Schema + 1 },
        { ProtocolVersions.Protocol, ProtocolVersions.OldestSchema - 1 },
        { int.MaxValue, int.MinValue },
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task A_terminal_of_versions_that_the_hub_does_not_know_is_told_what_to_do_and_sells_on(int protocol, int schema)
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1, 10));
        var till = await hub.OpenTillAsync();
        var asOf = till.Engine.Sync.Status.ReplicaAsOf;
        AsIfOf(till, protocol, schema);
        var sold = till.Sell(sku);

        await till.TrySyncAsync();
        var idle = await till.TrySyncAsync();
        till.Sell(sku);
        await till.TrySyncAsync();

        // The sales are the hub's; prices and stock are those of before.
        Assert.Equal(0, till.Engine.Sync.Pending.Facts);
        Assert.Contains(sold.ReceiptNumber.Value, (await hub.OrdersAsync(till)).Select(order => order.ReceiptNumber));
        Assert.Equal(asOf, till.Engine.Sync.Status.ReplicaAsOf);
        Assert.Contains("Update the terminal's program", idle.Error, StringComparison.Ordinal);
        // What the cashier sees: that the hub refuses, and on the panel what to do about it.
        Assert.Equal(ConnectivityKind.Refused, till.Engine.Sync.Connectivity.Kind);
        Assert.Contains("Update the terminal's program", Panel(till).Problem, StringComparison.Ordinal);
        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal(ConnectivityKind.Online, till.Engine.Sync.Connectivity.Kind);
    }

    [Fact]
    [Trait("guarantee", "G25")]
    public async Task A_terminal_of_the_previous_protocol_is_served_with_everything()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1, 10));
        var till = await hub.OpenTillAsync();
        AsIfOf(till, ProtocolVersions.OldestProtocol, ProtocolVersions.OldestSchema);
        var sold = till.Sell(sku);
        (await hub.VerbAsync("price", ("sku", sku), ("unit-price", "2.50"))).Expect(0);

        await hub.SettleAsync(till);
        await till.SyncAsync();

        Assert.Contains(sold.ReceiptNumber.Value, (await hub.OrdersAsync(till)).Select(order => order.ReceiptNumber));
        Assert.Equal(9_000, till.Available(sku));
        Assert.Equal(250, till.Sell(sku).Total.MinorUnits);
        Assert.Equal(ConnectivityKind.Online, till.Engine.Sync.Connectivity.Kind);
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task A_request_of_an_unknown_version_without_facts_is_refused_in_words_that_are_for_people(int protocol, int schema)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var report = new TerminalReport(0, 0, null, null, null, hub.Clock.GetUtcNow(), null, null, "manual", null, 0);
        var head = new SyncRequest(protocol, schema, "0.1.0", "Direct", null, [], null, new StateRequest(null, null), report);

        using var answer = await device.SendAsync(SyncBody.Write(head, []), device.Token(device.Terminal));

        var error = (await answer.Content.ReadFromJsonAsync(ProtocolJson.Wire.ErrorAnswer, Cancellation))!;
        Assert.Equal((HttpStatusCode.UpgradeRequired, SyncErrorCode.Version), (answer.StatusCode, error.Code));
        Assert.Equal("Update the terminal's program; its sales are still taken.", error.Message);
    }

    /// <summary>Everything this terminal asks is asked as one of other versions would.</summary>
    private static void AsIfOf(Till till, int protocol, int schema) => till.Line.Rule = async (message, send, cancellation) =>
    {
        if (await SentSync.ReadAsync(message, cancellation) is { } sent)
        {
            var other = sent with { Request = sent.Request with { Protocol = protocol, Schema = schema } };
            message.Content = other.ToContent();
        }

        return await send();
    };

    private static SyncView Panel(Till till) =>
        SyncPanelWords.Of(till.Engine.Sync.Status, till.Engine.Sync.Sales(10), till.Clock.GetUtcNow(), StoreFormats.OfDevice);
}
