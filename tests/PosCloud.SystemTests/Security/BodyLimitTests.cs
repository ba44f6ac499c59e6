using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Security.Fuzz;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security;

/// <summary>Bodies that are too much, too slow or not what they say: each is refused in words, and others are served meanwhile.</summary>
public sealed class BodyLimitTests(HubStage hub) : IClassFixture<HubStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> OddHeads => new()
    {
        { "nested deeper than anything sent", """{"report":""" + new string('[', 2_000) },
        { "bytes that are no text", "{\"program\":\"\u00ff\u00fe\"}" },
        { "a member twice", """{"protocol":1,"protocol":"x","program":"p","engine":"Direct","acknowledged":[],"report":{"cause":"sale"}}""" },
        { "a number that isn't one", """{"protocol":NaN}""" },
        { "a number without end", "{\"protocol\":1" + new string('0', 5_000) + "}" },
        { "an absent position", """{"protocol":1,"program":"p","engine":"Direct","acknowledged":[null],"report":{"cause":"sale"}}""" },
        { "a position without its epoch", """{"protocol":1,"program":"p","engine":"Direct","acknowledged":[{}],"report":{"cause":"sale"}}""" },
        { "an upload without its epoch", """{"protocol":1,"program":"p","engine":"Direct","acknowledged":[],"upload":{},"report":{"cause":"sale"}}""" },
        { "an amount without its currency", """{"protocol":1,"program":"p","engine":"Direct","acknowledged":[],"report":{"cause":"sale","pendingAmount":{"amount":1}}}""" },
        { "too many epochs", """{"protocol":1,"program":"p","engine":"Direct","report":{"cause":"sale"},"acknowledged":[""" + string.Join(',', Enumerable.Repeat("""{"epoch":"1","sequence":1}""", 1_001)) + "]}" },
        { "the last sequence there is", """{"protocol":1,"program":"p","engine":"Direct","acknowledged":[],"upload":{"epoch":"1","first":9223372036854775807,"count":-1},"report":{"cause":"sale"}}""" },
    };

    [Theory]
    [MemberData(nameof(OddHeads))]
    public async Task A_head_that_no_terminal_writes_is_refused_as_malformed(string what, string head)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var json = Encoding.Latin1.GetBytes(head);

        using var answer = await device.SendAsync([.. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(json.Length)), .. json], device.Token(device.Terminal));

        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{what}: {answer.StatusCode}");
        Assert.Equal(SyncErrorCode.Malformed, (await answer.Content.ReadFromJsonAsync(ProtocolJson.Wire.ErrorAnswer, Cancellation))!.Code);
        Assert.DoesNotContain(hub.Logs.All, line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("zstd")]
    public async Task Only_one_way_of_packing_is_read(string encoding)
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        var request = new RawRequest("POST", Routes.Sync, [("Authorization", "Bearer " + device.Token(device.Terminal)), ("Content-Encoding", encoding)], new byte[100]);

        var answer = await request.SendAsync(hub.Address, Cancellation);

        Assert.Equal(400, answer!.Status);
        Assert.Contains("gzip", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enrolment_has_a_limit_of_its_own()
    {
        using var client = new HttpClient { BaseAddress = hub.Address };

        using var answer = await client.PostAsync(Routes.Enrol, new StringContent("{\"code\":\"" + new string('A', ProtocolLimits.MaxEnrolmentBytes) + "\"}"), Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(ProtocolLimits.MaxEnrolmentBytes.ToString(CultureInfo.InvariantCulture), await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_device_that_trickles_bodies_takes_only_its_own_places_and_is_cut_off_in_the_end()
    {
        using var slow = await RawDevice.EnrolAsync(hub, "S1");
        using var other = await RawDevice.EnrolAsync(hub, "S1");
        var lines = new List<Socket>();
        try
        {
            // Heads that never end, from a hundred connections of nobody.
            for (var at = 0; at < 100; at++) lines.Add(await OpenAsync("POST /v1/sync HTTP/1.1\r\nHost: hub\r\nX-"));
            var trickling = new List<Socket>();

            await TestKit.Waiting.UntilAsync("its places are taken", async () =>
            {
                // Each time anew: on a busy machine the first are cut off before the last has come.
                for (var at = 0; at < ProtocolLimits.MaxRequestsOfTerminal; at++)
                    trickling.Add(await OpenAsync($"POST {Routes.Sync} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {slow.Token(slow.Terminal)}\r\nContent-Length: 1000000\r\n\r\nx"));
                using var fifth = await slow.SyncAsync(null, null);
                return fifth.StatusCode == HttpStatusCode.ServiceUnavailable && fifth.Headers.RetryAfter is not null;
            }, TimeSpan.FromMinutes(1), Cancellation);
            lines.AddRange(trickling);
            using var meanwhile = await other.SyncAsync(null, new StateRequest(null, null));
            Assert.Equal(HttpStatusCode.OK, meanwhile.StatusCode);

            var words = await ReadToEndAsync(trickling[0]);
            Assert.Contains(" 413 ", words, StringComparison.Ordinal);
            Assert.Contains($"{ProtocolLimits.MinBodyBytesPerSecond} bytes per second", words, StringComparison.Ordinal);
            await TestKit.Waiting.UntilAsync("its places are free again", async () => (await slow.SyncAsync(null, null)).IsSuccessStatusCode, TimeSpan.FromMinutes(1), Cancellation);
        }
        finally
        {
            foreach (var line in lines) line.Dispose();
        }
    }

    private async Task<Socket> OpenAsync(string beginning)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, hub.Address.Port, Cancellation);
        await socket.SendAsync(Encoding.ASCII.GetBytes(beginning), Cancellation);
        return socket;
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        for (int read; (read = await socket.ReceiveAsync(buffer, limit.Token)) > 0;) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return text.ToString();
    }
}
