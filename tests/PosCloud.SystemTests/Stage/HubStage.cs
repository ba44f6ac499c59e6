using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PosCloud.Hub.Hosting;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Sqlite;
using PosCloud.TestKit;
using PosCloud.TestKit.Network;

namespace PosCloud.SystemTests.Stage;

/// <summary>
/// A hub in this process with the stores S1 and S2, shared by the tests of one class. Its catalogue is empty: each test
/// brings goods of its own, so that none sees what another sold.
/// </summary>
public class HubStage : IAsyncLifetime
{
    private const int HubsAtOnce = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // Classes run side by side; more hubs than this at a time would only slow each other down.
    private static readonly SemaphoreSlim Turn = new(HubsAtOnce);
    private readonly List<Till> _tills = [];
    private WebApplication? _app;
    private DataDirectoryLock? _taken;
    private PortBlock _ports;
    private int _skus;

    public string Folder { get; } = Directory.CreateTempSubdirectory("system-").FullName;

    /// <summary>The hub's clock; a terminal gets it too unless it is given one of its own.</summary>
    public ShiftableClock Clock { get; } = new();

    /// <summary>Of the hub and of every terminal.</summary>
    public LogLines Logs { get; } = new();

    public Uri Address => new($"http://127.0.0.1:{_ports.Hub}");

    public IServiceProvider Services => _app!.Services;

    public string DataFolder => Path.Combine(Folder, "hub");

    /// <summary>Settings of the hub beyond the defaults, as <c>--Hub:Database=…</c>.</summary>
    protected virtual IEnumerable<string> Settings => [];

    /// <summary>True for every line of every library too, from Debug on, whatever the program's configuration says.</summary>
    protected virtual bool LogsEverything => false;

    /// <summary>Adds what stands in for the hub's own services.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    public virtual async ValueTask InitializeAsync()
    {
        await Turn.WaitAsync();
        _ports = FreePorts.Take();
        Directory.CreateDirectory(DataFolder);
        await StartAsync();
        foreach (var store in (string[])["S1", "S2"])
        {
            (await VerbAsync("stores add", ("code", store), ("name", "Store " + store), ("currency", "EUR"), ("time-zone", "Europe/Zagreb"))).Expect(0);
        }
    }

    public async Task StartAsync()
    {
        _app = HubHost.Build(DataFolder, Address.AbsoluteUri.TrimEnd('/'), Configure, [.. Settings]);
        _taken = DataDirectoryLock.Take(DataFolder);
        // As the command does before; a hub on a database server only looks.
        await _app.Services.GetRequiredService<HubSchema>().MigrateAsync(CancellationToken.None);
        await HubHost.PrepareAsync(_app.Services, CancellationToken.None);
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        // Idle connections of a pool would go on reading a file that a test replaces.
        SqliteConnection.ClearAllPools();
        _taken?.Dispose();
        (_app, _taken) = (null, null);
    }

    public Task<VerbResult> VerbAsync(string verb, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var options = new Dictionary<string, string?>();
        foreach (var (name, value) in values) options[name] = value;
        return VerbCaller.AskAsync(DataFolder, verb, options, TestContext.Current.CancellationToken);
    }

    /// <summary>A sku that no other test uses.</summary>
    public string NewSku(string word = "SKU") => $"{word}-{Interlocked.Increment(ref _skus)}";

    public Task StockAsync(params Goods[] goods) => StockAsync("S1", goods);

    public async Task StockAsync(string store, params Goods[] goods) =>
        (await VerbAsync("import-catalogue", ("file", Goods.File(goods)), ("store", store))).Expect(0);

    public async Task<string> EnrolmentCodeAsync(string store = "S1", string? replaces = null) =>
        (await VerbAsync("enrolment-code", ("store", store), ("replace", replaces))).Expect(0).Json.GetProperty("code").GetString()!;

    /// <summary>Opens a new terminal, pairs it with the store and lets it fetch the catalogue.</summary>
    public async Task<Till> OpenTillAsync(string store = "S1", TillSettings? settings = null, string? replaces = null)
    {
        var till = new Till(Path.Combine(Folder, $"terminal-{_tills.Count + 1}"), settings ?? new TillSettings(), Clock, Logs);
        lock (_tills) _tills.Add(till);
        await till.EnrolAsync(Address, await EnrolmentCodeAsync(store, replaces));
        return till;
    }

    /// <summary>Opens a terminal's folder that came from elsewhere: a copy, an old backup.</summary>
    internal Till OpenCopy(string folder, TillSettings? settings = null)
    {
        var till = new Till(folder, settings ?? new TillSettings(), Clock, Logs);
        lock (_tills) _tills.Add(till);
        return till;
    }

    /// <summary>Syncs until the hub has applied every fact of these terminals and each shows all of it; a busy hub may ask to come later.</summary>
    public async Task SettleAsync(params Till[] tills)
    {
        string? error = null;
        var settled = await Waiting.ForAsync(async () =>
        {
            error = null;
            foreach (var till in tills) error ??= (await till.TrySyncAsync()).Error;
            return error is null && tills.All(till => till.IsSettled);
        }, Limit, TestContext.Current.CancellationToken);
        Assert.True(settled, $"Waited {Limit.TotalSeconds:0} s in vain until every fact is applied and shown. {error}");
        foreach (var till in tills) await till.SyncAsync();
    }

    /// <summary>Makes a verified backup; answers its path.</summary>
    public async Task<string> BackUpAsync(string name)
    {
        var file = Path.Combine(Folder, name);
        var answer = (await VerbAsync("backup", ("file", file), ("verified", "true"))).Expect(0).Json;
        Assert.True(answer.GetProperty("verified").GetBoolean());
        return file;
    }

    /// <summary>Stops the hub, puts a backup in the place of its database, and starts it again.</summary>
    public async Task<RestoreOutcome.Restored> RestoreAsync(string backup)
    {
        await StopAsync();
        var outcome = await HubRestore.RunAsync(backup, Path.Combine(DataFolder, "hub.db"), new StandingLog(DataFolder), Clock, "test", TestContext.Current.CancellationToken);
        await StartAsync();
        return Assert.IsType<RestoreOutcome.Restored>(outcome);
    }

    public async Task<long> OnHandAsync(string sku, string store = "S1") =>
        (await VerbAsync("stock", ("store", store), ("sku", sku))).List("stock").Single().GetProperty("onHand").GetInt64();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var till in _tills) await till.DisposeAsync();
        await StopAsync();
        FreePorts.Return(_ports);
        Turn.Release();
        Directory.Delete(Folder, recursive: true);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(Clock);
        Replace(builder.Services);
        AddLogs(builder);
    }

    /// <summary>More than an operator would switch on, so that what must not be in a log is looked for in all of it.</summary>
    protected void AddLogs(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(Logs).AddFilter("PosCloud", LogLevel.Trace).AddFilter("Microsoft.AspNetCore", LogLevel.Information);
        if (!LogsEverything) return;
        builder.Services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            filter.Rules.Clear();
            filter.MinLevel = LogLevel.Debug;
        });
    }
}
