using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security;

/// <summary>Who hears over the push line that something moved, and of what.</summary>
public sealed class PushLineTests(HubStage hub) : IClassFixture<HubStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_hears_of_its_own_store_and_the_catalogue_only()
    {
        using var here = await RawDevice.EnrolAsync(hub, "S1");
        using var elsewhere = await RawDevice.EnrolAsync(hub, "S2");
        await using var line = await OpenAsync(here);
        await using var other = await OpenAsync(elsewhere);

        await ReceiveAsync(here, "S1");
        await line.UntilToldAsync("store:S1");
        // The other's turn, so that what it could have heard of this store has had its time.
        await ReceiveAsync(elsewhere, "S2");
        await other.UntilToldAsync("store:S2");
        await ReceiveAsync(here, "S1");

        Assert.All(line.Told, stream => Assert.True(stream == "catalogue" || stream.EndsWith(":S1", StringComparison.Ordinal), stream));
        Assert.All(other.Told, stream => Assert.True(stream == "catalogue" || stream.EndsWith(":S2", StringComparison.Ordinal), stream));
    }

    [Theory]
    [InlineData("AddToGroup")]
    [InlineData("OnConnectedAsync")]
    [InlineData("nudge")]
    public async Task A_line_takes_no_calls(string method)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        await using var line = await OpenAsync(device);

        await Assert.ThrowsAsync<HubException>(() => line.CallAsync(method));
    }

    [Fact]
    public async Task Who_shows_no_credential_gets_no_line()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        foreach (var token in (string?[])[null, "", "nonsense", device.Token(TerminalId.Parse("S1T999")), device.Token(device.Terminal, age: TimeSpan.FromHours(1))])
        {
            await using var line = new PushLine(hub.Address, () => token);

            await Assert.ThrowsAnyAsync<Exception>(line.OpenAsync);
            Assert.False(line.IsOpen);
        }

        // Without the library's manners: the socket itself isn't given.
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(hub.Address) { Scheme = "ws", Path = Routes.Nudge }.Uri, Cancellation));
    }

    [Fact]
    public async Task An_open_line_is_closed_when_its_terminal_is_revoked_moved_or_replaced_and_its_neighbour_keeps_its_own()
    {
        using var revoked = await RawDevice.EnrolAsync(hub, "S1");
        using var moved = await RawDevice.EnrolAsync(hub, "S1");
        using var replaced = await RawDevice.EnrolAsync(hub, "S1");
        using var neighbour = await RawDevice.EnrolAsync(hub, "S1");
        await using var ofRevoked = await OpenAsync(revoked);
        await using var ofMoved = await OpenAsync(moved);
        await using var ofReplaced = await OpenAsync(replaced);
        await using var ofNeighbour = await OpenAsync(neighbour);

        await hub.Services.GetRequiredService<IGrainFactory>().GetGrain<ITerminalGrain>(revoked.Terminal.Value).RevokeAsync();
        await hub.Services.GetRequiredService<TerminalEnrolment>().MoveAsync(moved.Terminal, StoreId.Parse("S2"), "boss", Cancellation);
        using var newcomer = await RawDevice.EnrolByCodeAsync(hub, await hub.EnrolmentCodeAsync("S1", replaced.Terminal.Value));
        foreach (var line in new[] { ofRevoked, ofMoved, ofReplaced }) await line.UntilClosedAsync();

        // What a new line of each hears: nothing, the other store, and nothing.
        await using var again = new PushLine(hub.Address, () => revoked.Token(revoked.Terminal));
        await TryOpenAsync(again);
        await again.UntilClosedAsync();
        await using var inOtherStore = await OpenAsync(moved);
        await using var byOldKey = new PushLine(hub.Address, () => replaced.Token(replaced.Terminal));
        await Assert.ThrowsAnyAsync<Exception>(byOldKey.OpenAsync);
        await ReceiveAsync(neighbour, "S1");
        await ofNeighbour.UntilToldAsync("store:S1");
        Assert.True(ofNeighbour.IsOpen);
        Assert.Equal(replaced.Terminal, newcomer.Terminal);
        Assert.Empty(again.Told);
        Assert.DoesNotContain("store:S1", inOtherStore.Told);
    }

    private async Task<PushLine> OpenAsync(RawDevice device)
    {
        var line = new PushLine(hub.Address, () => device.Token(device.Terminal));
        await line.OpenAsync();
        return line;
    }

    /// <summary>A line that the hub closes at once may be closed before or after it counts as open.</summary>
    private static async Task TryOpenAsync(PushLine line)
    {
        try
        {
            await line.OpenAsync();
        }
        catch (Exception closed) when (closed is IOException or InvalidOperationException or WebSocketException or OperationCanceledException)
        {
            // Closed in the middle of the handshake.
        }
    }

    /// <summary>Goods come in at the store, which moves its streams once the hub has applied it.</summary>
    private async Task ReceiveAsync(RawDevice device, string store)
    {
        var sku = hub.NewSku();
        await hub.StockAsync(store, new Goods(sku, 1m, 1));
        var facts = device.Append(store, new StockReceived { Context = new FactContext("boot", 1, "Europe/Zagreb"), Sku = Sku.Parse(sku), Quantity = Quantity.Pieces(1) });
        (await device.SyncAsync(facts, state: null)).EnsureSuccessStatusCode();
    }
}
