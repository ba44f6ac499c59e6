using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Commands;
using PosCloud.Terminal.Hosting;
using PosCloud.TestKit.Network;

namespace PosCloud.SystemTests.Security;

/// <summary>A terminal's own server is for the page on the device: other pages in its browser try to use it.</summary>
public sealed class TerminalServerTests : IAsyncLifetime
{
    private const string CommandToken = "0123456789ABCDEF";

    private static readonly EndpointRow[] Table =
    [
        new("GET|POST /", Guard.OwnPage),
        new("GET|POST /unreachable", Guard.OwnPage),
        new("ANY /_blazor", Guard.OwnPage),
        new("ANY /_blazor/negotiate", Guard.OwnPage),
        new("POST /local/commands", Guard.LocalSecret),
        new("GET|HEAD /{**path:file}", Guard.Open),
        new("ANY /health/live", Guard.Open),
        new("ANY /health/ready", Guard.Open),
        new("ANY /metrics", Guard.Open),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("security-terminal-").FullName;
    private readonly PortBlock _ports = FreePorts.Take();
    private readonly HttpClient _client;
    private WebApplication? _app;

    public TerminalServerTests() => _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Address => new($"http://127.0.0.1:{_ports.Hub}");

    public async ValueTask InitializeAsync()
    {
        _app = TerminalHost.Build(_folder, Address.AbsoluteUri.TrimEnd('/'), CommandToken);
        await _app.StartAsync(Cancellation);
    }

    [Fact]
    public void Every_endpoint_of_the_running_terminal_has_a_line_in_the_table() =>
        Assert.Equal(string.Join('\n', Table.Select(row => row.Route).Order(StringComparer.Ordinal)), string.Join('\n', Endpoints.Of(_app!.Services).Where(route => !IsFramework(route))));

    [Fact]
    public async Task A_name_that_leads_to_the_device_but_is_not_its_own_gets_nothing()
    {
        foreach (var row in Table)
        {
            using var message = Message(row);
            message.Headers.Host = "shop.example:" + _ports.Hub;
            using var answer = await _client.SendAsync(message, Cancellation);

            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{row.Route}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("Origin", "https://shop.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_can_neither_post_nor_open_a_live_connection(string header, string value)
    {
        foreach (var route in (string[])["POST /local/commands", "POST /_blazor/negotiate", "ANY /_blazor", "POST /"])
        {
            using var message = Message(new EndpointRow(route, Guard.OwnPage));
            message.Headers.Add("Authorization", "Bearer " + CommandToken);
            message.Headers.Add(header, value);
            using var answer = await _client.SendAsync(message, Cancellation);

            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route} with {header}: {value}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_web_socket_of_another_sites_page_is_refused_and_that_of_its_own_page_is_not()
    {
        var place = new UriBuilder(Address) { Scheme = "ws", Path = "/_blazor" }.Uri;
        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Origin", "https://shop.example");
        using var own = new ClientWebSocket();
        own.Options.SetRequestHeader("Origin", Address.AbsoluteUri.TrimEnd('/'));

        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(place, Cancellation));
        await own.ConnectAsync(place, Cancellation);

        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0123456789abcdef")]
    [InlineData("Bearer 0123456789ABCDEF0")]
    [InlineData("Basic 0123456789ABCDEF")]
    public async Task A_command_without_the_token_of_this_start_is_refused(string authorization)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, CommandEndpoint.Path) { Content = JsonContent.Create(new { verb = "status" }) };
        if (authorization.Length > 0) message.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await _client.SendAsync(message, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public async Task A_body_that_is_no_command_is_a_bad_request(string body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, CommandEndpoint.Path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        message.Headers.Add("Authorization", "Bearer " + CommandToken);

        using var answer = await _client.SendAsync(message, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Its_pages_may_be_framed_and_fed_by_nobody()
    {
        using var page = await _client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        SafeHeaders.AssertOn(page);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        FreePorts.Return(_ports);
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsFramework(string route) => route.Contains("/_framework/", StringComparison.Ordinal) || route.Contains("/_blazor/", StringComparison.Ordinal) && !route.EndsWith("negotiate", StringComparison.Ordinal);

    private static HttpRequestMessage Message(EndpointRow row)
    {
        var parts = row.Route.Split(' ');
        var message = new HttpRequestMessage(parts[0] == "POST" || parts[1].EndsWith("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, parts[1]);
        if (message.Method == HttpMethod.Post) message.Content = new ByteArrayContent([]);
        return message;
    }
}
