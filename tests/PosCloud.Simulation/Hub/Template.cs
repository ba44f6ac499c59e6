using PosCloud.Domain.Identity;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;
using PosCloud.Simulation.Bugs;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Link;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Hub;

/// <summary>
/// A hub with two stores, goods and six terminals that have their catalogue, made once per process and copied for every
/// seed: migrating a database and pairing devices are proved elsewhere.
/// </summary>
internal sealed class Template
{
    public const int Terminals = 6;

    private const int EarlyTerminals = 2;

    /// <summary>Goods with a product each; the last two are short everywhere.</summary>
    public static readonly string[] Skus = ["APPLE", "BREAD", "CANDLE", "DATES", "EGGS", "FLOUR"];

    public static readonly string[] Stores = ["S1", "S2"];

    private static readonly Lazy<Task<Template>> Once = new(MakeAsync);

    private Template(string folder) => Folder = folder;

    private string Folder { get; }

    /// <summary>Folder of the hub with everybody enrolled.</summary>
    public string Hub => Path.Combine(Folder, "hub");

    /// <summary>The hub's database before the last terminals were enrolled: a backup that doesn't know them.</summary>
    public string EarlyHub => Path.Combine(Folder, "early.db");

    public static Task<Template> GetAsync() => Once.Value;

    public string Terminal(int number) => Path.Combine(Folder, "terminal-" + number);

    private static async Task<Template> MakeAsync()
    {
        var template = new Template(SimulationFolder.New("template"));
        var clock = new SimulatedClock(new WorldTime());
        var empty = Directory.CreateDirectory(Path.Combine(template.Folder, "empty")).FullName;
        var database = SqliteHubDatabase.OfFile(Path.Combine(empty, SimulatedHub.FileName));
        await using (var writer = new HubWriter(database, clock))
        {
            await new HubSchema(database, writer).MigrateAsync(CancellationToken.None);
            foreach (var store in Stores) await AddStoreAsync(writer, store);
        }

        await template.EnrolAsync(empty, clock);
        return template;
    }

    private static async Task AddStoreAsync(HubWriter writer, string store)
    {
        await new StoreEditor(writer).SaveAsync(
            new StoreRow
            {
                Store = store, Name = "Shop " + store, Currency = "EUR", TimeZone = "Europe/Zagreb", Culture = "en", TaxMode = "included", TaxRounding = "line",
                CashRounding = 1, ReceiptHeader = "", ReceiptFooter = "",
            },
            mustBeNew: true, "simulation", CancellationToken.None);
        var lines = Skus.Select((sku, at) => $"{sku},,{sku},Food,{at + 1}.50,25,piece,{(at < Skus.Length - 2 ? 40 : 2)}");
        await new CatalogueImport(writer).ImportAsync(
            new StringReader(string.Join('\n', lines.Prepend("sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock"))),
            StoreId.Parse(store), dryRun: false, "simulation", CancellationToken.None);
    }

    private async Task EnrolAsync(string empty, SimulatedClock clock)
    {
        var hub = SimulatedHub.Start(Hub, empty, clock, new HubStorageOptions(), PlantedBug.None);
        var entrance = new HubEntrance(hub, () => false);
        for (var i = 0; i < Terminals; i++)
        {
            if (i == EarlyTerminals) FileCopy.OfDatabase(hub.File, EarlyHub);
            var code = await new EnrolmentCodes(hub.Writer, hub.Database).MakeAsync(StoreId.Parse(Stores[i % 3 == 2 ? 1 : 0]), "simulation", CancellationToken.None);
            await using var engine = Device.OpenEngine(Terminal(i), clock, () => new PlainLine(entrance.AnswerAsync), 500);
            await engine.Enrolment.EnrolAsync(Device.HubAddress, code!.Code, CancellationToken.None);
            var report = await engine.Sync.SyncNowAsync(CancellationToken.None);
            if (report.Error is { } error) throw new InvalidOperationException("The template can't be made: " + error);
        }

        await hub.DisposeAsync();
    }
}
