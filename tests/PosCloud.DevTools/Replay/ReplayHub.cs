using PosCloud.DevTools.Databases;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>The hub of the replayed shop: a process, its verbs, and what its operator does.</summary>
internal sealed class ReplayHub(string folder, PortBlock ports, ScratchDatabase database) : IAsyncDisposable
{
    public const string Store = "R1";
    private const int OpeningPieces = 1_000;
    private readonly HubProgram _hub = new(Directory.CreateDirectory(Path.Combine(folder, "hub")).FullName, ports, database.HubSettings);
    private readonly Dictionary<string, RetailPrice> _prices = [];

    public Uri Address => _hub.Address;

    public async Task OpenShopAsync(IReadOnlyList<RetailPrice> catalogue, CancellationToken cancellation)
    {
        (await _hub.RunAsync(cancellation, "migrate")).Expect(0);
        (await _hub.RunAsync(
            cancellation, "stores", "add", "--code", Store, "--name", "Gift shop", "--currency", "GBP", "--time-zone", "Europe/London")).Expect(0);
        await ImportAsync(catalogue, OpeningPieces, cancellation);
        await _hub.StartAsync(cancellation);
    }

    public async Task ChangePricesAsync(IReadOnlyList<RetailPrice> prices, CancellationToken cancellation)
    {
        if (prices.Count > 0) await ImportAsync(prices, openingPieces: null, cancellation);
    }

    public async Task<string> EnrolmentCodeAsync(CancellationToken cancellation) =>
        (await _hub.RunAsync(cancellation, "enrolment-code", "--store", Store)).Expect(0).Json.GetProperty("code").GetString()!;

    public async Task KillAndStartAsync(CancellationToken cancellation)
    {
        await _hub.KillAsync();
        await _hub.StartAsync(cancellation);
    }

    /// <summary>As OPERATIONS says: SQLite by the hub itself, PostgreSQL by its own tool.</summary>
    public async Task BackUpAsync(CancellationToken cancellation)
    {
        (await _hub.RunAsync(cancellation, "backup", Backup)).Expect(0);
        await database.DumpAsync(Backup, cancellation);
    }

    /// <summary>Kills the hub, puts the backup in the place of its database, and enters the prices of today again.</summary>
    public async Task RestoreAsync(CancellationToken cancellation)
    {
        await _hub.KillAsync();
        string[] ownTool = await database.RestoreAsync(Backup, cancellation) ? ["--restored"] : [];
        (await _hub.RunAsync(cancellation, ["restore", Backup, .. ownTool])).Expect(0);
        await _hub.StartAsync(cancellation);
        await ImportAsync([.. _prices.Values], openingPieces: null, cancellation);
    }

    public async Task<bool> IsAppliedAsync(CancellationToken cancellation) =>
        (await _hub.RunAsync(cancellation, "terminals")).Expect(0).Json.GetProperty("terminals").EnumerateArray()
            .All(row => row.GetProperty("acceptedThrough").GetInt64() == row.GetProperty("appliedThrough").GetInt64());

    public Task<HubSums> SumsAsync(CancellationToken cancellation) => HubSums.AskAsync(_hub, Store, cancellation);

    public Task<string[]> TableAsync(string table, CancellationToken cancellation) => _hub.TableAsync(table, Store, cancellation);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private string Backup => Path.Combine(folder, "hub.backup");

    private async Task ImportAsync(IReadOnlyList<RetailPrice> prices, int? openingPieces, CancellationToken cancellation)
    {
        foreach (var price in prices) _prices[price.Sku] = price;
        var file = Path.Combine(folder, "prices.csv");
        await CatalogueCsv.WriteAsync(file, prices, openingPieces, cancellation);
        (await _hub.RunAsync(cancellation, "import-catalogue", file, "--store", Store)).Expect(0);
    }
}
