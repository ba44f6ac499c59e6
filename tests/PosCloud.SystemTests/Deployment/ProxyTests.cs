using System.Net;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Deployment;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Deployment;

/// <summary>A real nginx with the deployment's configuration, before two small programs in the places of the nodes.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private const string SessionHeader = "dotmim-sync-session-id";
    private const string Password = "a-Password-1";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("proxy-").FullName;
    private readonly PortBlock _ports = FreePorts.Take();
    private readonly Dictionary<string, EchoNode> _nodes = [];
    private RunningProgram? _nginx;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (NginxFiles.Missing is not null) return;
        var proxy = ComposeFile.Load(ComposeFile.ExampleVariables(Password)).Services["proxy"];
        var here = new Loopback(_folder);
        foreach (var (service, inside, port) in ((string, int, int)[])[("proxy", 8080, 0), ("proxy", 8443, 1), ("hub-1", 5100, 2), ("hub-2", 5100, 3), ("dashboard", 5101, 4)])
            here.Map(service, inside, _ports.Base + port);
        await MakeCertificateAsync(here.FolderOf("tls"));
        foreach (var name in (string[])["hub-1", "hub-2"]) _nodes[name] = await EchoNode.StartAsync(name, here.PortOf(name, 5100));
        _nodes["dashboard"] = await EchoNode.StartAsync("dashboard", here.PortOf("dashboard", 5101));
        var line = new[] { "-g", "daemon off;", "-c", NginxFiles.Write(proxy, here, _folder) };
        _nginx = RunningProgram.Start(NginxFiles.Program!, line, new Dictionary<string, string>(), Path.Combine(_folder, "nginx.log"));
        await _nginx.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{here.PortOf("proxy", 8080)}/proxy/health"), Limit, Cancellation);
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        _client = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{here.PortOf("proxy", 8443)}") };
    }

    [Fact]
    public async Task All_requests_of_one_Dotmim_session_reach_one_node_and_sessions_are_dealt_to_both()
    {
        Assert.SkipWhen(NginxFiles.Missing is not null, NginxFiles.Missing ?? "");
        var nodes = new List<string>();
        for (var session = 0; session < 24; session++)
        {
            var reached = new HashSet<string>();
            for (var request = 0; request < 5; request++) reached.Add((await PostAsync("/v1/dotmim", $"session-{session}")).Split(' ')[0]);
            nodes.Add(Assert.Single(reached));
        }

        Assert.Equal(["hub-1", "hub-2"], nodes.Distinct().Order());
    }

    [Fact]
    public async Task Other_requests_are_dealt_to_both_nodes_and_survive_the_loss_of_one()
    {
        Assert.SkipWhen(NginxFiles.Missing is not null, NginxFiles.Missing ?? "");
        var before = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => PostAsync("/v1/sync")));
        await _nodes["hub-1"].DisposeAsync();
        var after = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => PostAsync("/v1/sync")));

        Assert.Equal(["hub-1", "hub-2"], before.Select(answer => answer.Split(' ')[0]).Distinct().Order());
        Assert.All(after, answer => Assert.StartsWith("hub-2 ", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_cannot_say_that_it_is_somebody_else()
    {
        Assert.SkipWhen(NginxFiles.Missing is not null, NginxFiles.Missing ?? "");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/enrol");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await _client.SendAsync(request, Cancellation);

        Assert.EndsWith(" 127.0.0.1 https", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_reach_the_dashboard_and_nobody_the_measurements()
    {
        Assert.SkipWhen(NginxFiles.Missing is not null, NginxFiles.Missing ?? "");

        Assert.StartsWith("dashboard ", await _client.GetStringAsync(new Uri("/terminals", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        foreach (var path in (string[])["/metrics", "/health/ready", "/health/live"])
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_renewed_certificate_is_of_the_authority_that_terminals_trust()
    {
        Assert.SkipWhen(NginxFiles.Missing is not null, NginxFiles.Missing ?? "");
        var folder = Path.Combine(_folder, "renewed");
        await MakeCertificateAsync(folder);
        var (authority, certificate) = (await ReadAsync(folder, "ca.crt"), await ReadAsync(folder, "server.crt"));

        File.Delete(Path.Combine(folder, "server.crt"));
        await MakeCertificateAsync(folder);

        Assert.Equal(authority, await ReadAsync(folder, "ca.crt"));
        Assert.NotEqual(certificate, await ReadAsync(folder, "server.crt"));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_nginx is not null) await _nginx.DisposeAsync();
        foreach (var node in _nodes.Values) await node.DisposeAsync();
        FreePorts.Return(_ports);
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<string> ReadAsync(string folder, string file) => File.ReadAllTextAsync(Path.Combine(folder, file), Cancellation);

    private static async Task MakeCertificateAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var script = Path.Combine(ProgramPaths.Root, "backend", "ops", "proxy", "make-certificate.sh");
        var settings = new Dictionary<string, string> { ["TLS_DIRECTORY"] = folder, ["TLS_NAME"] = "localhost" };
        (await ProgramVerb.RunAsync("/bin/sh", [script], settings, Cancellation)).Expect(0);
    }

    private async Task<string> PostAsync(string path, string? session = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("body") };
        if (session is not null) request.Headers.Add(SessionHeader, session);
        using var answer = await _client.SendAsync(request, Cancellation);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
