using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Databases;

/// <summary>The hub's program on PostgreSQL: migrate, serve, verbs beside it, exit codes.</summary>
public sealed class PostgreSqlHubProcessTests : IAsyncLifetime
{
    private const string Secret = "not-for-a-log";
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-pg-").FullName;
    private readonly PortBlock _ports = FreePorts.Take();
    private string _name = "";
    private PostgresCluster? _cluster;
    private HubProgram _hub = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        _cluster = await PostgresCluster.SharedAsync();
        _name = _cluster.NewName();
        _hub = Hub("hub", _cluster.ConnectionString(_name));
    }

    [Fact]
    public async Task It_serves_after_migrate_only_and_its_verbs_work_beside_it_from_another_folder()
    {
        var early = await ServeAsync(_hub, _cluster!.ConnectionString(_name));
        var migrated = (await _hub.RunAsync(Cancellation, "migrate")).Expect(0);
        (await _hub.RunAsync(Cancellation, "stores", "add", "--code", "S1", "--name", "One", "--currency", "EUR", "--time-zone", "Europe/Zagreb")).Expect(0);
        await _hub.StartAsync(Cancellation);
        // Another folder is another machine: no lock file, no door, the same database.
        await using var beside = Hub("beside", _cluster!.ConnectionString(_name));

        var again = (await beside.RunAsync(Cancellation, "migrate")).Expect(0);
        var verified = (await beside.RunAsync(Cancellation, "verify")).Expect(0);
        var stores = (await beside.RunAsync(Cancellation, "enrolment-code", "--store", "S1")).Expect(0);

        Assert.Equal(1, early.ExitCode);
        Assert.Contains("poscloud-hub migrate", early.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(migrated.Json.GetProperty("applied").EnumerateArray());
        Assert.Empty(again.Json.GetProperty("applied").EnumerateArray());
        Assert.True(verified.Json.GetProperty("ok").GetBoolean());
        Assert.Equal(8, stores.Json.GetProperty("code").GetString()!.Length);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=9;Timeout=3;Database=hub;Username=hub;Password=" + Secret, 1, "127.0.0.1:9")]
    [InlineData("Server=tcp:db;Initial Catalog=hub;Encrypt=maybe;Password=" + Secret, 2, "Hub:ConnectionString")]
    [InlineData("Host=db;Password=" + Secret, 2, "Hub:ConnectionString")]
    public async Task What_keeps_it_from_its_database_is_said_in_a_sentence(string text, int exitCode, string named)
    {
        await using var hub = Hub("wrong", text);

        var migrate = await hub.RunAsync(Cancellation, "migrate");
        var verb = await hub.RunAsync(Cancellation, "verify");
        var serve = await ServeAsync(hub, text);

        foreach (var refused in new[] { migrate, verb, serve })
        {
            Assert.Equal(exitCode, refused.ExitCode);
            Assert.Contains(named, refused.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, refused.Output + refused.Errors, StringComparison.Ordinal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null) await _hub.DisposeAsync();
        if (_cluster is not null) await _cluster.DropDatabaseAsync(_name, CancellationToken.None);
        FreePorts.Return(_ports);
        Directory.Delete(_folder, recursive: true);
    }

    private static Dictionary<string, string> Settings(string text) => new() { ["Hub__Database"] = "PostgreSql", ["Hub__ConnectionString"] = text };

    private HubProgram Hub(string name, string text)
    {
        var hub = new HubProgram(Path.Combine(_folder, name), _ports, Settings(text));
        Directory.CreateDirectory(hub.DataFolder);
        return hub;
    }

    private Task<CommandResult> ServeAsync(HubProgram hub, string text) => ProgramVerb.RunAsync(
        ProgramPaths.Hub,
        ["serve", "--data", hub.DataFolder, "--urls", $"http://127.0.0.1:{_ports.Hub}"],
        Settings(text),
        TimeSpan.FromSeconds(60),
        Cancellation);
}
