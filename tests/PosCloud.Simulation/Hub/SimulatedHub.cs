using System.Globalization;
using PosCloud.Hub.Enrolment;
using PosCloud.Hub.Nodes;
using PosCloud.Hub.Replication;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Retention;
using PosCloud.HubStorage.Writing;
using PosCloud.Simulation.Bugs;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Hub;

/// <summary>
/// The hub's plain classes over a real file. Each call is awaited before the next begins, so its queues never hold two
/// pieces of work; what two threads can do to each other is outside this simulation (the contract suites look at that).
/// </summary>
internal sealed class SimulatedHub : IAsyncDisposable
{
    public const string FileName = "hub-0.db";

    private readonly string _folder;
    private readonly SimulatedClock _clock;
    private readonly HubStorageOptions _options;
    private readonly PlantedBug _bug;
    private HubSeam _database;
    private HubWriter _writer;
    private DurableFacts? _durable;
    private int _incarnation;

    private SimulatedHub(string folder, string file, SimulatedClock clock, HubStorageOptions options, PlantedBug bug)
    {
        (_folder, _clock, _options, _bug, File) = (folder, clock, options, bug, file);
        Signing = HubSigningKey.Open(new NodeKeys(folder));
        Standing = new StandingLog(folder);
        (_database, _writer) = Begin();
    }

    public static CancellationToken Cancellation => CancellationToken.None;

    /// <summary>The database's path now; another one after every crash and set-back.</summary>
    public string File { get; private set; }

    public SqlFile Sql { get; private set; } = null!;

    public StatementFaults Faults { get; } = new();

    /// <summary>The key outside the database, by which terminals come back after a restore.</summary>
    public HubSigningKey Signing { get; }

    /// <summary>Moves and revocations, noted outside the database.</summary>
    public StandingLog Standing { get; }

    public SimulatedClock Clock => _clock;

    public DeviceTokens Tokens { get; private set; } = null!;

    public SyncTurn Turn { get; private set; } = null!;

    public PendingMovements Pending { get; private set; } = null!;

    public LedgerCommit Ledger { get; private set; } = null!;

    public QuarantineReplay Replay { get; private set; } = null!;

    public CatalogueEditor Editor { get; private set; } = null!;

    public TerminalEnrolment Enrolment { get; private set; } = null!;

    public BootstrapShelf Shelf { get; private set; } = null!;

    public BootstrapBuilder Builder { get; private set; } = null!;

    public StreamRetention Retention { get; private set; } = null!;

    public JournalImport Import { get; private set; } = null!;

    public HubBackup Backup { get; private set; } = null!;

    public HubDatabase Database => _database;

    public HubWriter Writer => _writer;

    /// <param name="template">A folder with a migrated database and, if there is one, the hub's key; copied.</param>
    public static SimulatedHub Start(string folder, string template, SimulatedClock clock, HubStorageOptions options, PlantedBug bug)
    {
        FileCopy.OfFolder(template, folder);
        var file = Path.Combine(folder, FileName);
        if (bug.InHub is { } sql) SqlFile.Execute(file, sql);
        return new SimulatedHub(folder, file, clock, options, bug);
    }

    /// <summary>The database as it is now, for a later set-back or as what a killed process leaves.</summary>
    public string CopyFiles() => CopyOf(File);

    /// <summary>What a killed process leaves in the middle of a transaction.</summary>
    public string LeftBehind()
    {
        if (_bug.KeepsHalfTransactions) _database.CommitHalf();
        return CopyFiles();
    }

    /// <summary>A copy that nobody else uses. Its name is new: a log that belongs to another file must never stand beside it.</summary>
    public string CopyOf(string database)
    {
        var copy = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"hub-{++_incarnation}.db"));
        FileCopy.OfDatabase(database, copy);
        return copy;
    }

    /// <summary>The process ends and another one begins.</summary>
    /// <param name="file">The database it finds; null for the same.</param>
    public async Task RestartAsync(string? file = null)
    {
        await EndAsync();
        if (file is not null)
        {
            FileCopy.DeleteDatabase(File);
            File = file;
        }

        (_database, _writer) = Begin();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Signing.Dispose();
    }

    private (HubSeam Database, HubWriter Writer) Begin()
    {
        Faults.Disarm();
        var database = new HubSeam(File, Faults, _bug);
        var writer = new HubWriter(database, _clock);
        var enrolment = new TerminalEnrolment(writer, database, Standing);
        Tokens = new DeviceTokens(enrolment, new CertifiedDevice(Signing, new TerminalReadmission(writer, Standing)), _clock);
        var (intake, duty) = (new FactIntake(writer), new Duty(writer, _clock));
        _durable = new DurableFacts(database, _clock);
        Turn = new SyncTurn(intake, new StateReader(database, _options), writer, new EngineSettings(), _durable);
        Backup = new HubBackup(database, writer, Standing);
        (Pending, Ledger, Replay) = (new PendingMovements(database, _options), new LedgerCommit(writer), new QuarantineReplay(writer));
        Shelf = new BootstrapShelf(database, writer);
        Builder = new BootstrapBuilder(database, Shelf, duty, _options, _clock);
        (Retention, Import) = (new StreamRetention(database, writer, duty, _clock), new JournalImport(intake, writer));
        (Editor, Enrolment) = (new CatalogueEditor(writer), enrolment);
        Sql = SqlFile.Read(File);
        return (database, writer);
    }

    private async Task EndAsync()
    {
        Faults.Disarm();
        Sql.Dispose();
        _durable?.Dispose();
        await _writer.DisposeAsync();
        await _database.DisposeAsync();
    }
}
