using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Verification;
using PosCloud.SystemTests.Contracts.HubStorage;

namespace PosCloud.GrainTests.Cluster;

/// <summary>One store of its own per test, with goods, terminals and what became of them.</summary>
internal sealed class Shop(GrainCluster cluster, string store)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IServiceProvider Services => cluster.ServicesOf(0);

    public static async Task<Shop> OpenAsync(GrainCluster cluster, string store, params (string Sku, int Pieces)[] opening)
    {
        var shop = new Shop(cluster, store);
        var row = new StoreRow
        {
            Store = store, Name = "Shop " + store, Currency = "EUR", TimeZone = "Europe/Zagreb", Culture = "en", TaxMode = "included", TaxRounding = "line",
            CashRounding = 1, ReceiptHeader = "", ReceiptFooter = "",
        };
        Assert.True((await shop.Services.GetRequiredService<StoreEditor>().SaveAsync(row, mustBeNew: true, "test", Cancellation)).Done);
        var lines = opening.Select(o => $"{o.Sku},,Goods {o.Sku},Food,1.00,25,piece,{o.Pieces}");
        using var csv = new StringReader(string.Join('\n', lines.Prepend("sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock")));
        Assert.Empty((await shop.Services.GetRequiredService<CatalogueImport>().ImportAsync(csv, StoreId.Parse(store), false, "test", Cancellation)).Errors);
        return shop;
    }

    public async Task<JournalScribe> EnrolAsync()
    {
        var code = await Services.GetRequiredService<EnrolmentCodes>().MakeAsync(StoreId.Parse(store), "test", Cancellation);
        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(
            await Services.GetRequiredService<TerminalEnrolment>().EnrolAsync(code!.Code, "key", "device", "1.0", Cancellation));
        return new JournalScribe(enrolled.Terminal, enrolled.Store, _clock);
    }

    /// <summary>Sends everything in the journal from that sequence on; nothing is reconciled yet.</summary>
    public async Task<IntakeOutcome.Taken> UploadAsync(JournalScribe scribe, int first = 1)
    {
        var previous = first == 1 ? Sha256Digest.None : scribe.Entries[first - 2].ChainHash;
        var request = new IntakeRequest(
            scribe.Terminal, scribe.Epoch, new JournalSequence(first), previous, JournalScribe.Frames(scribe.Entries.Skip(first - 1)), scribe.Store, scribe.BootId,
            scribe.Monotonic, null, [], "upload");
        return Assert.IsType<IntakeOutcome.Taken>(await Services.GetRequiredService<FactIntake>().TakeAsync(request, Cancellation));
    }

    public static ITerminalGrain Terminal(IGrainFactory grains, JournalScribe scribe) => grains.GetGrain<ITerminalGrain>(scribe.Terminal.Value);

    public async Task<long> OnHandAsync(string sku)
    {
        await using var hub = cluster.Database.NewContext();
        return await hub.Stock.Where(s => s.Store == store && s.Sku == sku).Select(s => s.OnHand).SingleAsync(Cancellation) / 1000;
    }

    public async Task<List<ExceptionRow>> OversellsAsync()
    {
        await using var hub = cluster.Database.NewContext();
        return await hub.Exceptions.AsNoTracking().Where(e => e.Store == store && e.Kind == "oversell").ToListAsync(Cancellation);
    }

    /// <summary>Waits until everything these terminals sent is in the ledger.</summary>
    public Task UntilAppliedAsync(params JournalScribe[] scribes) => TestKit.Waiting.UntilAsync(
        "all facts are applied", async () => await WaitingFactsAsync(scribes) == 0, Patience, Cancellation);

    /// <summary>Recomputes everything from the raw facts.</summary>
    public async Task VerifyAsync() => Assert.Empty((await new HubVerifier(cluster.Database).VerifyAsync(Cancellation)).Violations);

    private async Task<long> WaitingFactsAsync(JournalScribe[] scribes)
    {
        await using var hub = cluster.Database.NewContext();
        var codes = scribes.Select(s => s.Terminal.Value).ToList();
        var applied = await hub.TerminalApplied.Where(a => codes.Contains(a.Terminal)).SumAsync(a => a.Through, Cancellation);
        return scribes.Sum(s => s.Entries.Count) - applied;
    }
}
