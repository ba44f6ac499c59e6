using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using PosCloud.Grains;
using PosCloud.Grains.Access;
using PosCloud.Grains.Accounts;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Nudging;
using PosCloud.Grains.Stores;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;
using PosCloud.SystemTests.Stage;

namespace PosCloud.GrainTests.Cluster;

/// <summary>Two silos in this process over one SQLite file, as two nodes over one database.</summary>
public sealed class GrainCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grains-").FullName;
    private InProcessTestCluster? _cluster;

    public InProcessTestCluster Silos => _cluster ?? throw new InvalidOperationException("The cluster isn't started.");

    /// <summary>A client at the gateway, as a dashboard is.</summary>
    public IGrainFactory Client => Silos.Client;

    public TicketSigner Tickets { get; } = new(new byte[TicketSigner.KeyLength], TimeProvider.System);

    /// <summary>The nodes' clock, the system's unless a test moves it.</summary>
    public ShiftableClock Clock { get; } = new();

    public RecordedNudges Nudges { get; } = new();

    public HubDatabase Database => ServicesOf(0).GetRequiredService<HubDatabase>();

    /// <summary>A node's own services; its grain factory counts as inside the cluster.</summary>
    public IServiceProvider ServicesOf(int silo) => Silos.Silos[silo].ServiceProvider;

    public IGrainFactory Inside(int silo = 0) => ServicesOf(silo).GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        var database = SqliteHubDatabase.OfFile(Path.Combine(_folder, "hub.db"));
        await using (var writer = new HubWriter(database, TimeProvider.System)) await new HubSchema(database, writer).MigrateAsync(CancellationToken.None);
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => Configure(silo));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Calls of this test on behalf of a person of that role.</summary>
    public void ActAs(string role) => Orleans.Runtime.RequestContext.Set(RequestKeys.Ticket, Tickets.Issue("id", $"{role}@example.com", role).Value);

    private void Configure(ISiloBuilder silo)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:DataDirectory"] = _folder,
            ["Hub:SweepAfterSeconds"] = "1",
            ["Hub:SweepEverySeconds"] = "1",
            ["Hub:JudgeEverySeconds"] = "1",
            ["Hub:MaxFactsPerBatch"] = "20",
        }).Build();
        silo.Services.AddSingleton<TimeProvider>(Clock);
        silo.Services.AddHubStorage(configuration).AddGrains(configuration);
        silo.Services.AddSingleton<AccountBook>();
        silo.Services.AddSingleton(Tickets);
        silo.Services.AddSingleton<IStreamNudge>(Nudges);
        silo.Services.AddSingleton(new HubAddresses("http://hub", "http://dashboard"));
        silo.AddIncomingGrainCallFilter<RoleFilter>();
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
        });
    }
}
