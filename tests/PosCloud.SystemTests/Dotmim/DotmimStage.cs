using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PosCloud.Hub.Dotmim;
using PosCloud.HubStorage;
using PosCloud.HubStorage.PostgreSql;
using PosCloud.HubStorage.Writing;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Dotmim;
using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Dotmim;

/// <summary>A hub on PostgreSQL that serves both engines, shared by the tests of the holes, which run one after the other.</summary>
public sealed class DotmimStage : HubStage
{
    private readonly RepairSwitch _repairs = new();
    private readonly AnswerCounter _answers = new();
    private IReadOnlyList<string> _settings = [];

    protected override IEnumerable<string> Settings => _settings;

    /// <summary>What the hub does about Dotmim's holes from now on.</summary>
    internal HubRepairs Repairs
    {
        get => _repairs.Now;
        set => _repairs.Now = value;
    }

    public string Connection { get; private set; } = "";

    /// <summary>A new database with this release's schema.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var cluster = await PostgresCluster.SharedAsync();
        var connection = cluster.ConnectionString(await cluster.CreateDatabaseAsync(template: null, CancellationToken.None));
        await using var database = new PostgreSqlHubDatabase(new HubStorageOptions { Database = HubDatabaseKind.PostgreSql, ConnectionString = connection });
        await using var writer = new HubWriter(database, TimeProvider.System);
        await new HubSchema(database, writer).MigrateAsync(CancellationToken.None);
        return connection;
    }

    public static IReadOnlyList<string> SettingsFor(string connection, string engines = "Direct,Dotmim") =>
        ["--Hub:Database=PostgreSql", $"--Hub:ConnectionString={connection}", $"--Replication:Engines={engines}"];

    public override async ValueTask InitializeAsync()
    {
        Connection = await NewDatabaseAsync();
        _settings = SettingsFor(Connection);
        await base.InitializeAsync();
    }

    /// <summary>A terminal on Dotmim, and what it carries with.</summary>
    internal async Task<(Till Till, ProbeCarrier Carrier)> OpenAsync(string store = "S1", CarrierRepairs? repairs = null)
    {
        var carrier = new ProbeCarrier(repairs ?? new CarrierRepairs());
        return (await OpenTillAsync(store, carrier.Settings), carrier);
    }

    /// <summary>Runs the test's own words on the hub's database.</summary>
    public async Task<long> SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is { } value and not DBNull ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Answers of Dotmim that left the hub compressed.</summary>
    public int CompressedAnswers => _answers.Compressed;

    protected override void Replace(IServiceCollection services) => services.AddSingleton(_repairs).AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(_answers);

    private sealed class AnswerCounter : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        private int _compressed;

        public int Compressed => _compressed;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, go) =>
            {
                await go(context);
                if (context.Request.Path.StartsWithSegments(Protocol.Routes.Dotmim) && context.Response.Headers.ContentEncoding.Count > 0) Interlocked.Increment(ref _compressed);
            });
            next(app);
        };
    }
}
