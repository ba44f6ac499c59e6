using PosCloud.Simulation.World;
using PosCloud.Terminal.Engine;

namespace PosCloud.Simulation.Devices;

/// <summary>
/// A recovery whose program is killed. It runs to its end while the disk is copied where it looks at a clock; what it leaves
/// is one of these copies, or one of them as it is in the middle of the next file that is copied, written or renamed.
/// </summary>
internal sealed class KilledRecovery
{
    /// <summary>A recovery looks at a clock about so often.</summary>
    private const int MostLooks = 6;

    private readonly Device _device;
    private readonly Dice _dice;
    private readonly HashSet<string> _asideBefore;
    private readonly string _before;
    private string? _atLook;
    private string? _beforeRenaming;

    private KilledRecovery(Device device, Dice dice)
    {
        (_device, _dice) = (device, dice);
        _before = device.Copy();
        _asideBefore = [.. Aside(_before)];
    }

    /// <summary>Where it was killed, for people.</summary>
    public string Place { get; private set; } = "";

    /// <summary>What it saved, where the damaged journal is out of its place; null while that stands where it stood.</summary>
    public string? Export { get; private set; }

    public static async Task<KilledRecovery> DoAsync(Device device, Dice dice)
    {
        var recovery = new KilledRecovery(device, dice);
        await recovery.RunAsync();
        return recovery;
    }

    private async Task RunAsync()
    {
        var (place, kind, percent) = (_dice.Below(MostLooks), _dice.Below(6), _dice.Between(1, 99));
        _device.Clock.Looked = () =>
        {
            if (place-- == 0) _atLook = _device.Copy();
            if (!File.Exists(In(_device.Folder, "journal-recovered.db"))) return;
            if (_beforeRenaming is not null) Directory.Delete(_beforeRenaming, recursive: true);
            _beforeRenaming = _device.Copy();
        };
        var outcome = await TerminalEngine.RecoverAsync(_device.Folder, _device.Options, _device.Clock);
        _device.Clock.Looked = null;
        var done = outcome as RecoveryOutcome.Recovered ?? throw new InvalidOperationException($"{_device.Name} takes its damaged journal for {outcome.GetType().Name}.");
        var left = kind switch
        {
            0 => WhileItCopies(percent),
            1 => await WhileItSavesAsync(done.Export, percent),
            2 => WhileItRenames(done.Damaged, withLog: false),
            3 => WhileItRenames(done.Damaged, withLog: true),
            _ => AtLook(),
        };
        if (Aside(left).Any(name => !_asideBefore.Contains(name))) Export = In(left, Path.GetFileName(done.Export));
        foreach (var folder in new[] { _before, _atLook, _beforeRenaming })
        {
            if (folder is not null && folder != left) Directory.Delete(folder, recursive: true);
        }

        _device.Leave(left);
    }

    private string AtLook()
    {
        // Without so many looks it was killed when all was done.
        if (_atLook is null) Place = "at its end";
        else if (File.Exists(In(_atLook, "journal-recovered.db"))) Place = "before the damaged journal goes aside";
        else Place = Directory.Exists(In(_atLook, "salvage")) ? "while it makes the new journal" : "before it makes the new journal";
        return _atLook ?? _device.Folder;
    }

    /// <summary>It reads the journal on a copy, which isn't whole yet.</summary>
    private string WhileItCopies(int percent)
    {
        Place = "while it copies the damaged journal";
        // What an earlier one left there it throws away first.
        if (Directory.Exists(In(_before, "salvage"))) Directory.Delete(In(_before, "salvage"), recursive: true);
        var copy = In(Directory.CreateDirectory(In(_before, "salvage")).FullName, "journal.db");
        File.Copy(In(_before, "journal.db"), copy);
        Cut(copy, percent);
        return _before;
    }

    /// <summary>A file gets its name when it is whole.</summary>
    private async Task<string> WhileItSavesAsync(string export, int percent)
    {
        Place = "while it saves what can be read";
        var part = In(_before, Path.GetFileName(export) + ".part");
        await File.WriteAllBytesAsync(part, await File.ReadAllBytesAsync(export));
        Cut(part, percent);
        return _before;
    }

    /// <summary>The journal goes aside before its log, and the new one comes last.</summary>
    private string WhileItRenames(string damaged, bool withLog)
    {
        Place = withLog ? "before the new journal gets its name" : "while the damaged journal goes aside";
        var left = _beforeRenaming ?? throw new InvalidOperationException("It renames nothing.");
        damaged = In(left, Path.GetFileName(damaged));
        File.Move(In(left, "journal.db"), damaged);
        if (withLog && File.Exists(In(left, "journal.db-wal"))) File.Move(In(left, "journal.db-wal"), damaged + "-wal");
        return left;
    }

    private static void Cut(string path, int percent)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(file.Length * percent / 100);
    }

    private static IEnumerable<string> Aside(string folder) => Directory.GetFiles(folder, "journal-damaged-*.db").Select(path => Path.GetFileName(path)!);

    private static string In(string folder, string name) => Path.Combine(folder, name);
}
