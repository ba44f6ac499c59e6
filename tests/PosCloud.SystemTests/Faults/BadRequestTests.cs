using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Faults;

/// <summary>Requests that no terminal of ours would send, or of which only a part arrives.</summary>
public sealed class BadRequestTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task Half_a_request_leaves_nothing_and_the_whole_one_is_taken()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        till.Line.Rule = async (request, _, cancellation) =>
        {
            await SendHalfAsync(request, cancellation);
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The line is cut.");
        };
        Assert.NotNull((await till.TrySyncAsync()).Error);
        Assert.Empty(await hub.FactsAsync(till));

        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Single(await hub.OrdersAsync(till));
        Assert.Equal(9_000, await hub.OnHandAsync(sku));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_with_its_limit_also_when_it_is_only_large_unpacked(bool packed)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var body = new byte[ProtocolLimits.MaxRequestBytes + 1];

        using var response = await device.SendAsync(packed ? Pack(body) : body, device.Token(device.Terminal), packed ? "gzip" : null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var error = await ErrorAsync(response);
        Assert.Equal(SyncErrorCode.TooLarge, error.Code);
        Assert.Contains(ProtocolLimits.MaxRequestBytes.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a sync at all")]
    [InlineData("\0\0\0\u0002{}")]
    [InlineData("\u007f\u007f\u007f\u007f")]
    public async Task A_body_that_is_no_sync_request_is_refused_as_malformed(string body)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");

        using var response = await device.SendAsync(Encoding.Latin1.GetBytes(body), device.Token(device.Terminal));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(SyncErrorCode.Malformed, (await ErrorAsync(response)).Code);
    }

    [Fact]
    public async Task A_fact_whose_payload_is_no_order_goes_to_quarantine_and_the_next_one_is_applied()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var context = new FactContext("boot", 1, "Europe/Zagreb");
        var impossible = new StockReceived { Context = context, Sku = Sku.Parse(sku), Quantity = Quantity.Pieces(-4) };
        var possible = new StockReceived { Context = context, Sku = Sku.Parse(sku), Quantity = Quantity.Pieces(4) };

        using var response = await device.SyncAsync(device.Append("S1", impossible, possible), null);

        var answer = await SentSync.AnswerAsync(response, TestContext.Current.CancellationToken);
        Assert.Equal((2, 1), ((int)answer.Upload!.AcceptedThrough.Value, answer.Upload.Quarantined.Count));
        Assert.Equal(QuarantineCode.Malformed, answer.Upload.Quarantined[0].Code);
        await TestKit.Waiting.UntilAsync(
            "the good one is applied", async () => await hub.OnHandAsync(sku) == 14_000, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static async Task<ErrorAnswer> ErrorAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync(ProtocolJson.Wire.ErrorAnswer, TestContext.Current.CancellationToken))!;

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body);
        return packed.ToArray();
    }

    /// <summary>Announces the whole body, sends half of it and hangs up.</summary>
    private async Task SendHalfAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellation);
        var head = $"POST {Routes.Sync} HTTP/1.1\r\nHost: hub\r\nAuthorization: {request.Headers.Authorization}\r\nContent-Type: {Routes.SyncMediaType}\r\n"
            + (request.Content.Headers.ContentEncoding.Count > 0 ? "Content-Encoding: gzip\r\n" : "")
            + $"Content-Length: {body.Length}\r\n\r\n";
        using var line = new TcpClient();
        await line.ConnectAsync(IPAddress.Loopback, hub.Address.Port, cancellation);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), cancellation);
        await line.GetStream().WriteAsync(body.AsMemory(0, body.Length / 2), cancellation);
        await line.GetStream().FlushAsync(cancellation);
    }
}
