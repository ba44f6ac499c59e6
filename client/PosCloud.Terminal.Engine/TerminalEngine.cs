using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Terminal.Engine.Carrying;
using PosCloud.Terminal.Engine.Credits;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Printing;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.Terminal.Engine.Stock;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine;

/// <summary>
/// Everything a terminal does without a screen. One data folder, one engine, one process. All calls but enrolling and
/// syncing are local and return when their result is on the disk.
/// </summary>
public sealed class TerminalEngine : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly TerminalJournal _journal;
    private readonly ReplicaStore _replica;
    private readonly HubHttp _http;
    private readonly DeviceKey _key;
    private readonly IDisposable? _engine;
    private readonly JournalWatch _watch;
    private readonly JournalCompaction _compaction;
    private readonly OwnMovements _own;
    private readonly CancellationTokenSource _stop = new();
    private Task? _check;
    private Task? _compact;
    private int _disposed;

    private TerminalEngine(DataFolder folder, TerminalJournal journal, TerminalEngineOptions options, TimeProvider clock, ILoggerFactory logging)
    {
        (_folder, _journal) = (folder, journal);
        _replica = new ReplicaStore(folder, journal);
        _http = new HubHttp(options, clock);
        _own = new OwnMovements(journal);
        _key = DeviceKey.LoadOrCreate(folder.DeviceKey);
        var tokens = new DeviceTokens(_key, journal);
        var memory = new SyncMemory(clock, options.OfflineAfter);
        var sold = new SoldOrders(journal, _replica);
        Catalogue = new LocalCatalogue(_replica, journal);
        Register = new SalesRegister(journal, Catalogue, sold, clock);
        Shifts = new ShiftDesk(journal, clock);
        Receipts = new ReceiptDesk(journal, sold, clock);
        Stock = new StockDesk(journal);
        Credits = new CreditDesk(journal, _http, tokens, options);
        Enrolment = new TerminalEnrolment(folder, journal, _http, options, clock);
        var exchange = new SyncExchange(journal, _replica, _http, tokens, options, clock, memory);
        var engine = Replicate(exchange, tokens, memory, options, clock);
        _engine = engine as IDisposable;
        Sync = new Replicator(journal, _replica, engine, new NudgeChannel(journal, tokens, options, clock), memory, options, clock, logging.CreateLogger<Replicator>());
        _watch = new JournalWatch(journal, _replica, options.Journal, clock, logging.CreateLogger<JournalWatch>());
        _compaction = new JournalCompaction(folder, journal, _replica, _own, options.Journal, clock, logging.CreateLogger<JournalCompaction>());
        RememberPlace(options.Machine ?? MachineId.Read());
        Enrolment.Enrolled += () => RememberPlace(options.Machine ?? MachineId.Read());
        Enrolment.Enrolled += Sync.Wake;
        journal.Damaged += () => JournalDamaged?.Invoke();
        Register.OrderCompleted += _ => Shifts.RaiseChanged();
        Register.OrderCompleted += Credits.Completed;
        journal.Appended += () => StockChanged?.Invoke();
        _replica.Damaged += () => CatalogueChanged?.Invoke();
    }

    /// <summary>Prices, products or stock changed by a sync, or the replica was replaced.</summary>
    public event Action? CatalogueChanged;

    /// <summary>The journal was found damaged: selling stops.</summary>
    public event Action? JournalDamaged;

    /// <summary>This terminal wrote a fact: its local stock may have changed.</summary>
    public event Action? StockChanged;

    public SalesRegister Register { get; }

    public ShiftDesk Shifts { get; }

    public LocalCatalogue Catalogue { get; }

    public ReceiptDesk Receipts { get; }

    public StockDesk Stock { get; }

    public CreditDesk Credits { get; }

    public TerminalEnrolment Enrolment { get; }

    public Replicator Sync { get; }

    /// <summary>Null until the terminal is enrolled.</summary>
    public TerminalIdentity? Identity => _journal.Identity;

    /// <summary>Store settings as last downloaded.</summary>
    public StoreProfile Profile => _journal.Profile;

    public HubClock Clock => _journal.Clock;

    /// <summary>True while new sales are refused because the disk is full.</summary>
    public bool IsDiskFull => !_journal.HasSpace();

    /// <summary>What is wrong with the journal; null while it can be trusted. Then nothing is sold.</summary>
    public string? JournalDamage => _journal.Damage;

    /// <summary>Why the journal stays in an older format than this program's, for people; null normally. Sales go on.</summary>
    public string? JournalUpgradeProblem => _journal.UpgradeProblem;

    /// <summary>True when the folder was last used on another machine; it then goes on in an epoch of its own.</summary>
    public bool IsOnOtherMachine { get; private set; }

    /// <summary>When all files were last computed again and found whole; null when they never were.</summary>
    public DateTimeOffset? LastFullCheck => JournalWatch.LastFullCheck(_journal);

    public TerminalStatus Status
    {
        get
        {
            var identity = _journal.Identity;
            var epoch = _journal.State.Epoch;
            var line = _journal.Read(EpochRows.All).Find(l => l.Epoch == epoch);
            var applied = identity is null ? [] : _replica.Read(replica => AppliedRows.Read(replica, identity.Store, identity.Terminal), []);
            return new TerminalStatus(
                identity?.Terminal, identity?.Store, Sync.Connectivity, epoch, line?.Last ?? JournalSequence.None, line?.Acknowledged ?? JournalSequence.None,
                _own.AppliedThrough(epoch, applied), Sync.Pending,
                _replica.State?.Cursor, _replica.State?.AsOf, Catalogue.Products, _journal.Read(Quarantine.Count), _journal.IsDiskFull)
            {
                Kept = _journal.Read(KeptFacts.Read), DurableThrough = JournalKeeping.Durable(_journal.State, epoch),
                JournalDamage = _journal.Damage, JournalFormat = _journal.Format, UpgradeProblem = _journal.UpgradeProblem,
            };
        }
    }

    /// <summary>Opens a terminal's data folder, or makes a new one. Needs no network.</summary>
    /// <exception cref="OptionsValidationException">A setting can't be used; the message names it.</exception>
    /// <exception cref="JournalLockedException">Another process holds the folder.</exception>
    /// <exception cref="JournalTooNewException">A newer program wrote the journal.</exception>
    /// <exception cref="JournalNotUpgradedException">The journal can't be brought to a format that this program works with.</exception>
    /// <exception cref="JournalDamagedException">The journal can't be read.</exception>
    public static TerminalEngine Open(string dataDirectory, TerminalEngineOptions? options = null, TimeProvider? clock = null, ILoggerFactory? logging = null)
    {
        options ??= new TerminalEngineOptions();
        if (options.Problem() is { } problem) throw new OptionsValidationException(nameof(TerminalEngineOptions), typeof(TerminalEngineOptions), [problem]);
        clock ??= DeviceClock.Instance;
        var folder = new DataFolder(dataDirectory);
        JournalRecovery.FinishInterrupted(folder);
        var journal = TerminalJournal.Open(folder, options.Journal, clock);
        try
        {
            return new TerminalEngine(folder, journal, options, clock, logging ?? NullLoggerFactory.Instance);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Starts syncing in the background, checks the files there, now and every week, and deletes old facts every day.</summary>
    public void Start()
    {
        Sync.Start();
        _check ??= Task.Run(() => _watch.RunAsync(_stop.Token));
        _compact ??= Task.Run(() => _compaction.RunAsync(_stop.Token));
    }

    /// <summary>Checks the journal's chain, its read models against the facts, and the replica against its checksums.</summary>
    public VerifyReport Verify()
    {
        var report = JournalVerifier.Verify(_journal);
        var replica = _replica.Read(TableDump.Problems, []);
        return replica.Count == 0 ? report : report with { Ok = false, Violations = [.. report.Violations, .. replica] };
    }

    /// <summary>Looks at all files at once, as every week.</summary>
    public void CheckFiles() => _watch.CheckAll();

    /// <summary>Deletes at once the oldest facts that nobody needs here any more, as every day; answers how many.</summary>
    public long DeleteOldFacts() => _compaction.Run(_stop.Token);

    /// <summary>Writes what can be read of a folder's journal, damaged or not, to a file for the hub's <c>import-journal</c>.</summary>
    /// <returns>Facts written; null when nobody can tell any more which terminal this was.</returns>
    /// <exception cref="JournalLockedException">Another process holds the folder.</exception>
    public static long? Salvage(string dataDirectory, string path)
    {
        var folder = new DataFolder(dataDirectory);
        using var held = JournalLock.Take(folder.Lock);
        if (JournalSalvage.Read(folder) is not { } salvaged) return null;
        using var key = DeviceKey.Load(folder.DeviceKey);
        return JournalSalvage.Write(salvaged, key, path);
    }

    /// <summary>
    /// Saves what can be read of a damaged journal and lets the terminal go on in a new epoch. The damaged file is kept. A
    /// journal that is whole is left alone.
    /// </summary>
    /// <exception cref="JournalLockedException">Another process holds the folder.</exception>
    public static async Task<RecoveryOutcome> RecoverAsync(string dataDirectory, TerminalEngineOptions? options = null, TimeProvider? clock = null)
    {
        clock ??= DeviceClock.Instance;
        if (await IsWholeAsync(dataDirectory, options, clock).ConfigureAwait(false)) return new RecoveryOutcome.NotDamaged();
        var folder = new DataFolder(dataDirectory);
        using var held = JournalLock.Take(folder.Lock);
        return JournalSalvage.Read(folder) is { } salvaged ? JournalRecovery.Run(folder, salvaged, clock) : new RecoveryOutcome.NoIdentity();
    }

    private static async Task<bool> IsWholeAsync(string dataDirectory, TerminalEngineOptions? options, TimeProvider clock)
    {
        try
        {
            await using var engine = Open(dataDirectory, options, clock);
            return JournalVerifier.Verify(engine._journal).Ok;
        }
        catch (Exception damaged) when (damaged is JournalDamagedException or SqliteException)
        {
            return false;
        }
    }

    /// <summary>Writes all facts to a file that the hub's <c>import-journal</c> takes.</summary>
    /// <returns>Facts written.</returns>
    public long ExportJournal(string path) => JournalExport.Write(_journal, _key, path);

    /// <summary>
    /// Ends this folder's life as a terminal, so that it can be enrolled anew. Unsent facts are never destroyed: they stop
    /// it, or are exported first, and the journal itself is kept under another name.
    /// </summary>
    /// <param name="force">Go on with unsent facts, after exporting them.</param>
    public static async Task<UnpairOutcome> UnpairAsync(string dataDirectory, bool force, TerminalEngineOptions? options = null, TimeProvider? clock = null)
    {
        clock ??= DeviceClock.Instance;
        await using var engine = Open(dataDirectory, options, clock);
        if (engine.Identity is not { } identity) return new UnpairOutcome.NotPaired();
        var pending = engine.Sync.Pending;
        if (pending.Facts > 0 && !force) return new UnpairOutcome.Refused(pending);
        var export = pending.Facts > 0 ? engine._folder.Aside("export", identity.Terminal.Value, clock, ".bin") : null;
        if (export is not null) engine.ExportJournal(export);
        engine._journal.Checkpoint();
        var kept = engine._folder.Aside("journal", identity.Terminal.Value, clock, ".db");
        await engine.DisposeAsync().ConfigureAwait(false);
        engine._folder.Clear(kept);
        return new UnpairOutcome.Unpaired(kept, export);
    }

    /// <summary>Rows of a synced table as JSON lines in key order; null for an unknown table.</summary>
    public IReadOnlyList<string>? DumpTable(string name) =>
        SyncedTables.Find(name) is { } table ? _replica.Read(replica => TableDump.Lines(replica, table), []) : null;

    private void RememberPlace(string? machine)
    {
        IdentityCopy.Keep(_folder, _journal.Identity);
        IsOnOtherMachine |= OwnEpoch.CheckMachine(_journal, machine);
    }

    private ITerminalReplicator Replicate(
        SyncExchange exchange, DeviceTokens tokens, SyncMemory memory, TerminalEngineOptions options, TimeProvider clock) => options.UsesCarrier
        ? new CarryingReplicator(
            _journal, _replica, exchange, options.Carrier!, new Outbox(_folder.CarriedOutbox),
            identity => new CarryingLine(identity.Terminal, options.HubUrl ?? identity.Hub, tokens.Current, options.HttpHandler, _folder.CarriedWork),
            options, clock, RaiseCatalogueChanged)
        : new DirectReplicator(
            _folder, _journal, _replica, exchange, new BootstrapFetch(_folder, _journal, _http, tokens, options, clock, memory), options, clock, RaiseCatalogueChanged);

    private void RaiseCatalogueChanged(IReadOnlyList<string> streams)
    {
        if (streams.Any(stream => !stream.StartsWith("orders:", StringComparison.Ordinal))) CatalogueChanged?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        // The host stops it, and the container disposes it again.
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await Sync.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_check is not null) await _check.ConfigureAwait(false);
        if (_compact is not null) await _compact.ConfigureAwait(false);
        _stop.Dispose();
        _engine?.Dispose();
        _replica.Dispose();
        _http.Dispose();
        _key.Dispose();
        _journal.Dispose();
    }
}
