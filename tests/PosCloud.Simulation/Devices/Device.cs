using System.Globalization;
using PosCloud.Simulation.Bugs;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model;
using PosCloud.Simulation.World;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Simulation.Devices;

/// <summary>One machine with a terminal's data folder on its disk. A clone is a second device with the same terminal.</summary>
internal sealed class Device : IAsyncDisposable
{
    public static readonly Uri HubAddress = new("http://hub.simulation");

    private const long MostUnmovedBytes = 3_500_000;

    private readonly string _disk;
    private readonly Func<Device, HttpMessageHandler> _line;
    private readonly int _maxFactsPerUpload;
    private readonly PlantedBug _bug;
    private readonly ReplicaFiles _replicas = new();
    private int _folders;
    private int _untilKilled = -1;
    private string? _leftBehind;

    public Device(string name, string disk, string contents, WorldTime time, int maxFactsPerUpload, Func<Device, HttpMessageHandler> line, PlantedBug bug)
    {
        (Name, _disk, _line, _maxFactsPerUpload, _bug) = (name, disk, line, maxFactsPerUpload, bug);
        Clock = new SimulatedClock(time) { Looked = Look };
        Folder = NewFolder();
        FileCopy.OfFolder(contents, Folder);
        if (bug.InJournal is { } sql) SqlFile.Execute(Path.Combine(Folder, "journal.db"), "DROP TRIGGER IF EXISTS planted; " + sql);
        (Engine, Journal) = Open();
        Terminal = Engine.Identity!.Terminal.Value;
    }

    public string Name { get; }

    public string Terminal { get; }

    public SimulatedClock Clock { get; }

    public string Folder { get; private set; }

    public TerminalEngine Engine { get; private set; }

    public JournalView Journal { get; private set; }

    public bool IsOffline { get; set; }

    /// <summary>Another device has its terminal's place; the hub lets it in no more, and its facts come as a file.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>A part of a ready-made replica lies on its disk.</summary>
    public bool HasPartOfFile => Directory.EnumerateFiles(Folder, "fetched-*.part").Any();

    /// <summary>How often its program was started.</summary>
    public int Opened { get; private set; }

    public Seen Seen { get; private set; } = new();

    /// <summary>How often it was in touch with the hub.</summary>
    public int Syncs { get; set; }

    /// <summary>An old image of its disk that somebody kept.</summary>
    public string? Image { get; private set; }

    /// <summary>The process was killed; what the engine still does happens nowhere.</summary>
    public bool IsKilled => _leftBehind is not null;

    /// <summary>Receipts that were printed, by epoch and sequence, with the content hash: they must be on this disk (I5).</summary>
    public Dictionary<string, string> Printed { get; } = new(StringComparer.Ordinal);

    /// <summary>Every fact that was ever on this disk, also before it was set back.</summary>
    public Dictionary<string, JournalFact> EverWritten { get; } = new(StringComparer.Ordinal);

    /// <summary>Facts that were saved of damaged journals with their bytes whole: they are in a file that comes to the hub.</summary>
    public List<JournalFact> Salvaged { get; } = [];

    public TerminalEngineOptions Options => OptionsOf(() => _line(this), _maxFactsPerUpload);

    public static TerminalEngine OpenEngine(string folder, TimeProvider clock, Func<HttpMessageHandler> line, int maxFactsPerUpload) =>
        TerminalEngine.Open(folder, OptionsOf(line, maxFactsPerUpload), clock);

    /// <summary>Kills the process at the n-th place from now on where it looks at a clock or at the line.</summary>
    public void KillAt(int place) => _untilKilled = place;

    /// <summary>A place where the process can be killed: what is on the disk now is what is left.</summary>
    public void Look()
    {
        if (IsKilled || _untilKilled < 0 || _untilKilled-- > 0) return;
        _leftBehind = Copy();
    }

    /// <summary>The machine starts its program again on what is left; true when it had been killed.</summary>
    public async Task<bool> RecoverAsync()
    {
        _untilKilled = -1;
        if (_leftBehind is not { } left) return false;
        await ReplaceAsync(left);
        _leftBehind = null;
        return true;
    }

    public async Task RestartAsync()
    {
        await CloseAsync();
        (Engine, Journal) = Open();
    }

    public void TakeImage()
    {
        Image = Copy();
    }

    /// <summary>The disk is as its image was. What was printed since then is gone with it.</summary>
    public async Task SetBackAsync()
    {
        var copy = NewFolder();
        FileCopy.OfFolder(Image!, copy);
        await ReplaceAsync(copy);
        ForgetPrinted();
    }

    /// <summary>Ends the program; what it wrote is in the journal's one file then.</summary>
    public async Task EndAsync()
    {
        Witness();
        await CloseAsync();
    }

    /// <summary>Starts the program again on a journal that was put in the place of another one.</summary>
    public void Begin()
    {
        Seen = new Seen();
        (Engine, Journal) = Open();
        ForgetPrinted();
    }

    /// <summary>
    /// The current fails. What was being written behind the journal's last commit is there in part; of the replica, which
    /// isn't forced to the disk at each commit, the last writes may be missing.
    /// </summary>
    /// <param name="percent">How much of the replica's log is left.</param>
    public async Task PowerCutAsync(int percent)
    {
        var left = Copy();
        await using (var journal = new FileStream(Path.Combine(left, "journal.db-wal"), FileMode.Append)) await journal.WriteAsync(Enumerable.Repeat((byte)0x5A, 3_000).ToArray());
        foreach (var log in Directory.GetFiles(left, "replica-*.db-wal"))
        {
            // A longer log has been moved into its file in part, which is only done with what was forced to the disk before.
            await using var file = new FileStream(log, FileMode.Open);
            if (file.Length < MostUnmovedBytes) file.SetLength(file.Length * percent / 100);
        }

        await ReplaceAsync(left);
    }

    /// <summary>A copy of its disk as it is now.</summary>
    public string Copy()
    {
        var copy = NewFolder();
        FileCopy.OfFolder(Folder, copy);
        return copy;
    }

    /// <summary>The disk is as a killed program left it; no program runs on it yet.</summary>
    public void Leave(string left)
    {
        if (left == Folder) return;
        Directory.Delete(Folder, recursive: true);
        Folder = left;
        _bug.OnLeftBehind(left);
    }

    /// <summary>Lets a killed program be; false when it lives.</summary>
    public bool StayKilled()
    {
        _untilKilled = -1;
        if (_leftBehind is not { } left) return false;
        _leftBehind = null;
        Leave(left);
        return true;
    }

    /// <summary>What it was about to do is what a killed process does no more.</summary>
    public void Kill()
    {
        KillAt(0);
        Look();
    }

    /// <summary>Remembers what the journal holds now.</summary>
    public void Witness()
    {
        foreach (var fact in Journal.Facts) EverWritten[fact.Chain] = fact;
    }

    /// <summary>Its journal as a file for somebody to carry.</summary>
    public byte[] Export()
    {
        var path = Path.Combine(_disk, Name + "-carried");
        File.Delete(path);
        Engine.ExportJournal(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Another program writes a fact of this type with an empty payload into the journal, well chained.</summary>
    public async Task WriteFactAsync(string type, DateTimeOffset at)
    {
        await CloseAsync();
        using (var file = SqlFile.Write(Path.Combine(Folder, "journal.db"))) ForeignFact.Append(file, Terminal, type, at);
        (Engine, Journal) = Open();
    }

    /// <summary>Overwrites the beginning of the served replica, as a bad disk does.</summary>
    public async Task DamageReplicaAsync()
    {
        var file = Replica()?.Path;
        await CloseAsync();
        if (file is not null)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
            await stream.WriteAsync(Enumerable.Repeat((byte)0xA5, 512).ToArray());
        }

        (Engine, Journal) = Open();
    }

    /// <summary>The file that serves now, read beside the engine; null when none does.</summary>
    public SqlFile? Replica() => Engine.Sync.Status.ReplicaCursor is { } cursor ? _replicas.Find(Folder, cursor, long.Parse(Journal.Meta("replica_number") ?? "0", CultureInfo.InvariantCulture)) : null;

    public async ValueTask DisposeAsync() => await CloseAsync();

    private static TerminalEngineOptions OptionsOf(Func<HttpMessageHandler> line, int maxFactsPerUpload) => new()
    {
        HttpHandler = line, UsePush = false, MaxFactsPerUpload = maxFactsPerUpload, Journal = new JournalOptions { ReserveBytes = 0, ReceiptsKept = 0 },
    };

    /// <summary>Receipts whose sales this disk has lost.</summary>
    private void ForgetPrinted()
    {
        var there = Journal.Facts.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in Printed.Keys.Where(key => !there.Contains(key)).ToList()) Printed.Remove(key);
    }

    private async Task ReplaceAsync(string folder)
    {
        Witness();
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
        (Folder, Seen) = (folder, new Seen());
        (Engine, Journal) = Open();
    }

    private async Task CloseAsync()
    {
        Clock.Looked = null;
        Journal.Dispose();
        _replicas.Close();
        await Engine.DisposeAsync();
    }

    private (TerminalEngine Engine, JournalView Journal) Open()
    {
        var engine = OpenEngine(Folder, Clock, () => _line(this), _maxFactsPerUpload);
        Clock.Looked = Look;
        Opened++;
        return (engine, new JournalView(Path.Combine(Folder, "journal.db")));
    }

    private string NewFolder() => Path.Combine(_disk, string.Create(CultureInfo.InvariantCulture, $"{Name}-{_folders++}"));
}
