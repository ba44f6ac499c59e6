using System.Globalization;

namespace PosCloud.Terminal.Engine.Files;

/// <summary>Names of the files in a terminal's data folder.</summary>
public sealed class DataFolder
{
    private const string BeforeUpgrade = "journal-before-format-";

    public DataFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Journal => In("journal.db");

    public string Lock => In("journal.lock");

    /// <summary>Space given back when the disk is full, so that the shift can still be closed.</summary>
    public string Reserve => In("reserve.bin");

    public string DeviceKey => In("device.key");

    /// <summary>The terminal's identity once more, for when the journal can't be read.</summary>
    internal string Identity => In("terminal.json");

    /// <summary>Where a damaged journal is read and a new one is built.</summary>
    internal string Salvage => In("salvage");

    /// <summary>A new journal, complete, until it takes the place of the damaged one.</summary>
    internal string RecoveredJournal => In("journal-recovered.db");

    /// <summary>The journal as it was before it was brought to a format.</summary>
    internal string BeforeFormat(long format) => In(string.Create(CultureInfo.InvariantCulture, $"{BeforeUpgrade}{format}.db"));

    internal IEnumerable<string> KeptBeforeUpgrades() => Directory.EnumerateFiles(Path, BeforeUpgrade + "*.db");

    /// <summary>Facts on their way through an engine that moves rows; disposable.</summary>
    public string CarriedOutbox => In("dotmim-outbox.db");

    /// <summary>What such an engine writes on its way; disposable.</summary>
    public string CarriedWork => In("dotmim-work");

    public string Replica(long number) => In(string.Create(CultureInfo.InvariantCulture, $"replica-{number}.db"));

    /// <summary>The part of a ready-made replica that has been fetched so far; named after the hash of the whole.</summary>
    public string Fetched(string file) => In($"fetched-{file}.part");

    /// <summary>Deletes parts of files other than this one.</summary>
    internal void DeleteFetched(string? except)
    {
        foreach (var part in Directory.GetFiles(Path, "fetched-*.part"))
        {
            if (except is null || part != Fetched(except)) File.Delete(part);
        }
    }

    /// <summary>A name that nothing has yet, for a file that is kept when the folder gets another journal.</summary>
    internal string Aside(string what, string terminal, TimeProvider clock, string ending)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{what}-{terminal}-{clock.GetUtcNow():yyyyMMddHHmmss}");
        var path = In(name + ending);
        for (var i = 2; File.Exists(path); i++) path = In(string.Create(CultureInfo.InvariantCulture, $"{name}-{i}{ending}"));
        return path;
    }

    /// <summary>Moves the journal aside and deletes what can be had again. The journal must be closed and checkpointed.</summary>
    internal void Clear(string journalKeptAs)
    {
        File.Move(Journal, journalKeptAs);
        SqliteFile.Delete(Journal);
        foreach (var replica in Directory.GetFiles(Path, "replica-*.db")) SqliteFile.Delete(replica);
        DeleteFetched(except: null);
        SqliteFile.Delete(CarriedOutbox);
        if (Directory.Exists(CarriedWork)) Directory.Delete(CarriedWork, recursive: true);
        File.Delete(Reserve);
        File.Delete(DeviceKey);
        File.Delete(Identity);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
