using System.Text.Json;
using System.Text.RegularExpressions;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Deployment;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Deployment;

/// <summary>
/// Every service of docker-compose.yml that is a program of ours, Redis or nginx, started outside a container in compose's
/// order with its own command line and environment. The database is a temporary PostgreSQL.
/// </summary>
public sealed partial class ComposeStage : IAsyncLifetime
{
    private const string Password = "a-Password-1";

    /// <summary>Its value is this machine's already.</summary>
    private const string ConnectionString = "Hub__ConnectionString";

    private static readonly string[] Profiles = ["postgres", "demo"];

    // Not our programs and not on a bare machine; their files are checked without them.
    private static readonly string[] Elsewhere = ["postgres", "collector", "prometheus"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly string _folder = Directory.CreateTempSubdirectory("compose-").FullName;
    private readonly List<PortBlock> _blocks = [];
    private readonly List<RunningProgram> _running = [];
    private readonly Dictionary<string, string?> _outcomes = [];
    private Loopback _here = null!;
    private ComposeFile _compose = null!;
    private string? _database;

    private static bool HasDotmim { get; } = File.Exists(Path.Combine(Path.GetDirectoryName(ProgramPaths.Hub)!, "PosCloud.Hub.Dotmim.dll"));

    public static string? Missing => PostgresCluster.Missing ?? RedisServer.Missing ?? NginxFiles.Missing;

    /// <summary>Services that are started here, in an order in which none waits for a later one.</summary>
    public static IEnumerable<string> Started()
    {
        var waiting = ComposeFile.Load(ComposeFile.ExampleVariables(Password)).Active(Profiles).Where(service => !Elsewhere.Contains(service.Name)).ToList();
        var started = new List<string>();
        while (waiting.Find(service => service.DependsOn.Keys.All(other => started.Contains(other) || waiting.TrueForAll(w => w.Name != other))) is { } next)
        {
            started.Add(next.Name);
            waiting.Remove(next);
        }

        return waiting.Count == 0 ? started : throw new InvalidDataException("Services wait for each other: " + string.Join(", ", waiting.Select(service => service.Name)));
    }

    /// <summary>Null when it reached what its health check asks for, or ended well; else what went wrong.</summary>
    public string? OutcomeOf(string service) => _outcomes.GetValueOrDefault(service, "It was not started.");

    public TerminalProgram Terminal(string service) => new(_here.FolderOf($"{service}-data"), _here.PortOf(service, 5111));

    public HubProgram Hub(string service) => new(_here.FolderOf($"{service}-data"), new PortBlock(_here.PortOf(service, 5100)));

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        var cluster = await PostgresCluster.SharedAsync();
        _database = await cluster.CreateDatabaseAsync(template: null, CancellationToken.None);
        _here = new Loopback(_folder);
        MapPorts();
        var variables = ComposeFile.ExampleVariables(Password);
        variables["HUB_DATABASE"] = "PostgreSql";
        variables["HUB_CONNECTION_STRING"] = cluster.ConnectionString(_database);
        _compose = ComposeFile.Load(variables);
        foreach (var name in Started())
        {
            _outcomes[name] = await StartAsync(_compose.Services[name]);
            // What comes after it would only wait for it.
            if (_outcomes[name] is not null) return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_running)) await program.DisposeAsync();
        if (_database is not null) await (await PostgresCluster.SharedAsync()).DropDatabaseAsync(_database, CancellationToken.None);
        _blocks.ForEach(FreePorts.Return);
        Directory.Delete(_folder, recursive: true);
    }

    private void MapPorts()
    {
        // A hub's other ports follow its first one.
        foreach (var hub in (string[])["hub-1", "hub-2"]) _here.Map(hub, 5100, TakePorts().Hub);
        var port = TakePorts().Base;
        foreach (var (service, inside) in ((string, int)[])
            [("redis", 6379), ("dashboard", 5101), ("proxy", 8080), ("proxy", 8443), ("terminal-1", 5111), ("terminal-1", 8080), ("terminal-2", 5111), ("terminal-2", 8080)])
            _here.Map(service, inside, port++);
    }

    private PortBlock TakePorts()
    {
        var block = FreePorts.Take();
        _blocks.Add(block);
        return block;
    }

    private async Task<string?> StartAsync(ServiceEntry service)
    {
        foreach (var (source, _) in service.Volumes) Directory.CreateDirectory(_here.FolderOf(source));
        var line = CommandLine(service);
        var environment = EnvironmentOf(service);
        try
        {
            if (service.IsOneShot)
            {
                var ended = await ProgramVerb.RunAsync(line[0], line[1..], environment, Limit, CancellationToken.None);
                return ended.ExitCode == 0 ? null : $"It ended with {ended.ExitCode}: {ended.Output}{ended.Errors}";
            }

            var program = RunningProgram.Start(line[0], line[1..], environment, Path.Combine(_folder, service.Name + ".log"));
            _running.Add(program);
            return await Waiting.ForAsync(async () => program.HasExited || await IsHealthyAsync(service, environment), Limit, CancellationToken.None) && !program.HasExited
                ? null
                : $"Its health check never passed. {program.LastLines()}";
        }
        catch (TimeoutException late)
        {
            return late.Message;
        }
    }

    /// <summary>What a container would start: the service's entrypoint or the image's, then the command.</summary>
    private List<string> CommandLine(ServiceEntry service)
    {
        if (service.Entrypoint is ["nginx", ..]) return [NginxFiles.Program!, "-g", "daemon off;", "-c", NginxFiles.Write(service, _here, _folder)];
        if (service.Name == "certificate") return ["/bin/sh", Path.Combine(ProgramPaths.Root, "backend", "ops", "proxy", "make-certificate.sh")];
        var line = (service.Entrypoint.Count > 0 ? service.Entrypoint : ImageEntrypoint(service)).Concat(service.Command).Select(argument => _here.Everything(argument, service)).ToList();
        line[0] = line[0] switch
        {
            "poscloud-hub" => ProgramPaths.Hub,
            "poscloud-dashboard" => ProgramPaths.Dashboard,
            var other => other,
        };
        // A container's port is its own; on one machine it must be said.
        if (service.Name == "redis") line.AddRange(["--port", $"{_here.PortOf("redis", 6379)}"]);
        return line;
    }

    private Dictionary<string, string> EnvironmentOf(ServiceEntry service)
    {
        var environment = service.Environment.ToDictionary(setting => setting.Key, setting => setting.Key == ConnectionString ? setting.Value : _here.Everything(setting.Value, service), StringComparer.Ordinal);
        // The engine is in images, and in builds with -p:Dotmim=true only.
        foreach (var engine in environment.Keys.Where(name => name.StartsWith("Replication__", StringComparison.Ordinal) && !HasDotmim).ToList()) environment[engine] = "Direct";
        // Nodes in containers have addresses of their own, and every container its own port 5111.
        if (environment.ContainsKey("Hub__Redis")) environment["Hub__NodeAddress"] = "127.0.0.1";
        if (service.Name.StartsWith("terminal-", StringComparison.Ordinal)) environment["TERMINAL_PORT"] = $"{_here.PortOf(Loopback.NamespaceOf(service), 5111)}";
        environment["PATH"] = string.Join(Path.PathSeparator, Path.GetDirectoryName(ProgramPaths.Hub), Path.GetDirectoryName(ProgramPaths.Terminal), Environment.GetEnvironmentVariable("PATH"));
        return environment;
    }

    private async Task<bool> IsHealthyAsync(ServiceEntry service, Dictionary<string, string> environment)
    {
        var test = service.HealthTest.Select(word => _here.Everything(word, service)).ToList();
        if (test[0] == "CMD-SHELL")
        {
            var asked = test[1].Replace("redis-cli", $"redis-cli -p {_here.PortOf("redis", 6379)}", StringComparison.Ordinal);
            return (await ProgramVerb.RunAsync("/bin/sh", ["-c", asked], environment, CancellationToken.None)).ExitCode == 0;
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await client.GetAsync(new Uri(test[^1]));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static IReadOnlyList<string> ImageEntrypoint(ServiceEntry service)
    {
        if (service.Build is not { } build) return [];
        var dockerfile = File.ReadAllText(Path.Combine(Path.GetFullPath(build.Context, ProgramPaths.Root), build.Dockerfile));
        return JsonSerializer.Deserialize<string[]>(EntrypointLine().Match(dockerfile).Groups[1].Value)!;
    }

    [GeneratedRegex(@"^ENTRYPOINT (\[.*\])$", RegexOptions.Multiline)]
    private static partial Regex EntrypointLine();
}
