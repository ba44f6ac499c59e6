using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Verification;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>One node's storage classes over a database; several of them may share one.</summary>
public sealed class TestHub : IAsyncDisposable
{
    public TestHub(HubDatabase database, FakeTimeProvider clock, HubStorageOptions? options = null)
    {
        Database = database;
        Clock = clock;
        Options = options ?? new HubStorageOptions();
        Writer = new HubWriter(database, clock);
        Intake = new FactIntake(Writer);
        Replay = new QuarantineReplay(Writer);
        Pending = new PendingMovements(database, Options);
        Commit = new LedgerCommit(Writer);
        Reader = new StateReader(database, Options);
        Editor = new CatalogueEditor(Writer);
        Enrolment = new TerminalEnrolment(Writer, database);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HubDatabase Database { get; }

    public FakeTimeProvider Clock { get; }

    public HubStorageOptions Options { get; }

    public HubWriter Writer { get; }

    public FactIntake Intake { get; }

    public QuarantineReplay Replay { get; }

    public PendingMovements Pending { get; }

    public LedgerCommit Commit { get; }

    public StateReader Reader { get; }

    public CatalogueEditor Editor { get; }

    public TerminalEnrolment Enrolment { get; }

    /// <summary>A hub with store S1 and this opening stock.</summary>
    public static async Task<TestHub> StartAsync(HubFixture fixture, HubStorageOptions? options = null, params (string Sku, int Pieces)[] opening)
    {
        var hub = new TestHub(await fixture.CreateAsync(options), new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)), options);
        await hub.AddStoreAsync("S1");
        var lines = opening.Select(o => $"{o.Sku},,Goods {o.Sku},Food,1.00,25,piece,{o.Pieces}");
        await hub.ImportAsync("S1", string.Join('\n', lines.Prepend("sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock")));
        return hub;
    }

    public async Task AddStoreAsync(string store) => Assert.True((await new StoreEditor(Writer).SaveAsync(
        new StoreRow
        {
            Store = store, Name = "Shop " + store, Currency = "EUR", TimeZone = "Europe/Zagreb", Culture = "en", TaxMode = "included", TaxRounding = "line",
            CashRounding = 1, ReceiptHeader = "", ReceiptFooter = "",
        },
        mustBeNew: true,
        "test",
        Cancellation)).Done);

    public async Task<CatalogueImportResult> ImportAsync(string store, string csv, bool dryRun = false) =>
        await new CatalogueImport(Writer).ImportAsync(new StringReader(csv), StoreId.Parse(store), dryRun, "test", Cancellation);

    public async Task<JournalScribe> EnrolAsync(string store = "S1")
    {
        var code = await new EnrolmentCodes(Writer, Database).MakeAsync(StoreId.Parse(store), "test", Cancellation);
        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(await Enrolment.EnrolAsync(code!.Code, "key", "device", "1.0", Cancellation));
        return new JournalScribe(enrolled.Terminal, enrolled.Store, Clock);
    }

    public Task<IntakeOutcome.Taken> UploadAsync(JournalScribe scribe) => UploadAsync(scribe, 1, scribe.Entries.Count);

    public async Task<IntakeOutcome.Taken> UploadAsync(JournalScribe scribe, int first, int last) =>
        Assert.IsType<IntakeOutcome.Taken>(await TakeAsync(scribe, first, last));

    public Task<IntakeOutcome> TakeAsync(JournalScribe scribe, int first, int last, IReadOnlyList<FactFrame>? frames = null) =>
        Intake.TakeAsync(Request(scribe, first, last, frames), Cancellation);

    /// <summary>The whole journal in one request that takes this long to arrive.</summary>
    public async Task UploadSlowlyAsync(JournalScribe scribe, TimeSpan onItsWay)
    {
        var request = Request(scribe, 1, scribe.Entries.Count) with { SentAtMilliseconds = Clock.GetUtcNow().ToUnixTimeMilliseconds() };
        Clock.Advance(onItsWay);
        Assert.IsType<IntakeOutcome.Taken>(await Intake.TakeAsync(request, Cancellation));
    }

    /// <summary>A request without facts of a terminal that believes its whole journal is acknowledged.</summary>
    public async Task<IntakeOutcome.Taken> HelloAsync(JournalScribe scribe, string? hubEpoch = null) => Assert.IsType<IntakeOutcome.Taken>(
        await Intake.TakeAsync(
            new IntakeRequest(
                scribe.Terminal, scribe.Epoch, new JournalSequence(1), Sha256Digest.None, [], null, null, null, hubEpoch,
                [scribe.End ?? new EpochPosition(scribe.Epoch, JournalSequence.None, Sha256Digest.None)], null),
            Cancellation));

    /// <summary>Applies everything that is accepted, as the terminals' grains do.</summary>
    public async Task<List<ApplyResult.Applied>> ReconcileAsync(params JournalScribe[] terminals)
    {
        var applied = new List<ApplyResult.Applied>();
        foreach (var scribe in terminals)
        {
            while (await Pending.ReadAsync(scribe.Terminal, Cancellation) is { Count: > 0 } batches)
                applied.AddRange((await Commit.CommitAsync(batches, Cancellation)).OfType<ApplyResult.Applied>());
        }

        return applied;
    }

    public async Task<long> OnHandAsync(string sku, string store = "S1")
    {
        await using var snapshot = await Database.OpenSnapshotAsync(Cancellation);
        return await snapshot.Context.Stock.Where(s => s.Store == store && s.Sku == sku).Select(s => s.OnHand).SingleAsync(Cancellation) / 1000;
    }

    public async Task<List<ExceptionRow>> ExceptionsAsync(string kind)
    {
        await using var snapshot = await Database.OpenSnapshotAsync(Cancellation);
        return await snapshot.Context.Exceptions.AsNoTracking().Where(e => e.Kind == kind).ToListAsync(Cancellation);
    }

    public async Task<List<QuarantineRow>> QuarantineAsync()
    {
        await using var snapshot = await Database.OpenSnapshotAsync(Cancellation);
        return await snapshot.Context.Quarantine.AsNoTracking().Where(q => q.ReplayedAt == null).OrderBy(q => q.Sequence).ToListAsync(Cancellation);
    }

    /// <summary>Statements of the test's own, in one transaction.</summary>
    public Task ExecuteAsync(params IReadOnlyList<string> statements) => Writer.RunAsync(
        async transaction =>
        {
            foreach (var statement in statements) await transaction.ExecuteAsync(statement);
        },
        Cancellation);

    public async Task<VerificationReport> VerifyAsync()
    {
        var report = await new HubVerifier(Database).VerifyAsync(Cancellation);
        Assert.Empty(report.Violations);
        return report;
    }

    private static IntakeRequest Request(JournalScribe scribe, int first, int last, IReadOnlyList<FactFrame>? frames = null) => new(
        scribe.Terminal, scribe.Epoch, new JournalSequence(first), first == 1 ? Sha256Digest.None : scribe.Entries[first - 2].ChainHash,
        frames ?? JournalScribe.Frames(scribe.Entries.Skip(first - 1).Take(last - first + 1)), scribe.Store, scribe.BootId, scribe.Monotonic, null, [], "upload");

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
    }
}
