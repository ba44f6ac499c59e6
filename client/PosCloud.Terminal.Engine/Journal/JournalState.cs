using System.Globalization;
using System.Text.Json;
using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// The journal's few settings, in memory as committed. A change becomes visible when its transaction has committed;
/// the session sees its own changes at once.
/// </summary>
internal sealed class JournalState
{
    private Dictionary<string, string> _committed = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _open;

    public TerminalIdentity? Identity => IdentityIn(Volatile.Read(ref _committed));

    public JournalEpoch Epoch => EpochIn(Volatile.Read(ref _committed));

    /// <summary>Identity with the changes of the transaction that is running.</summary>
    public TerminalIdentity? OpenIdentity => IdentityIn(_open ?? _committed);

    /// <summary>Epoch with the changes of the transaction that is running.</summary>
    public JournalEpoch OpenEpoch => EpochIn(_open ?? _committed);

    /// <summary>Position of the newest deleted fact, with the changes of the transaction that is running; 0 while the journal is whole.</summary>
    public long OpenFloorPosition => JournalFloor.AllIn(_open ?? _committed) is [.., var newest] ? newest.Floor.Position : 0;

    public StoreProfile? Profile { get; private set; }

    public long ReplicaNumber => long.Parse(Get(JournalMeta.ReplicaNumber) ?? "0", CultureInfo.InvariantCulture);

    public string? Get(string key) => Volatile.Read(ref _committed).GetValueOrDefault(key);

    public void Load(JournalTransaction transaction)
    {
        _committed = transaction.List("SELECT key, value FROM meta", row => (row.GetString(0), row.GetString(1)))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        ReadProfile();
    }

    public void Set(JournalTransaction transaction, string key, string? value)
    {
        if (value is null) transaction.Run("DELETE FROM meta WHERE key = $key", ("$key", key));
        else transaction.Run("INSERT INTO meta(key, value) VALUES ($key, $value) ON CONFLICT(key) DO UPDATE SET value = $value", ("$key", key), ("$value", value));
        _open ??= new Dictionary<string, string>(_committed, StringComparer.Ordinal);
        if (value is null) _open.Remove(key);
        else _open[key] = value;
    }

    /// <summary>Called after the commit, still inside the writer's lock.</summary>
    public void Committed()
    {
        if (_open is null) return;
        Volatile.Write(ref _committed, _open);
        _open = null;
        ReadProfile();
    }

    public void RolledBack() => _open = null;

    private static TerminalIdentity? IdentityIn(Dictionary<string, string> meta) =>
        meta.TryGetValue(JournalMeta.Terminal, out var terminal)
            ? new TerminalIdentity(
                TerminalId.Parse(terminal), StoreId.Parse(meta[JournalMeta.Store]), new Uri(meta[JournalMeta.Hub]),
                meta.GetValueOrDefault(JournalMeta.Certificate, ""))
            : null;

    private static JournalEpoch EpochIn(Dictionary<string, string> meta) =>
        JournalEpoch.Parse(meta.GetValueOrDefault(JournalMeta.Epoch, JournalEpoch.First.Value));

    private void ReadProfile() => Profile = Get(JournalMeta.Profile) is { } text
        ? JsonSerializer.Deserialize(text, EngineJson.Default.StoreProfile)
        : null;
}
