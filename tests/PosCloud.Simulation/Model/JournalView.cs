using System.Globalization;
using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Model;

/// <summary>One device's journal file, read beside the engine; facts are added at its end only, so only new ones are read.</summary>
/// <param name="known">Facts that were read before, of the same file.</param>
internal sealed class JournalView(string path, IReadOnlyList<JournalFact>? known = null) : IDisposable
{
    private readonly SqlFile _sql = SqlFile.Read(path);
    private readonly List<JournalFact> _facts = [.. known ?? []];

    public SqlFile Sql => _sql;

    public IReadOnlyList<JournalFact> Facts
    {
        get
        {
            _facts.AddRange(_sql.List(
                "SELECT position, epoch, sequence, id, type, store, content_hash, chain_hash, payload FROM fact WHERE position > $after ORDER BY position",
                row => new JournalFact(
                    row.GetInt64(0), row.GetString(1), row.GetInt64(2), new Guid((byte[])row[3], bigEndian: true).ToString("D"), row.GetString(4), row.GetString(5),
                    FactBytes.Hex((byte[])row[6]), FactBytes.Hex((byte[])row[7]), FactBytes.Movements(row.GetString(4), (byte[])row[8])),
                ("$after", _facts.Count == 0 ? 0 : _facts[^1].Position)));
            return _facts;
        }
    }

    /// <summary>Facts per epoch that the hub has acknowledged, as this journal believes.</summary>
    public List<(string Epoch, long Acknowledged)> Acknowledged() =>
        _sql.List("SELECT epoch, acknowledged FROM journal_epoch ORDER BY ordinal", row => (row.GetString(0), row.GetInt64(1)));

    /// <summary>Facts that are still to be sent; what is deleted can't be.</summary>
    public long Pending() => _sql.List(
        "SELECT e.last_sequence, e.acknowledged, m.value FROM journal_epoch e LEFT JOIN meta m ON m.key = 'floor/' || e.epoch",
        row => row.GetInt64(0) - Math.Max(row.GetInt64(1), row.IsDBNull(2) ? 0 : long.Parse(row.GetString(2).Split(' ')[0], CultureInfo.InvariantCulture))).Sum();

    /// <summary>Facts of which the hub said that it has them with other bytes than these here.</summary>
    public long Damaged() =>
        _sql.Number("SELECT COUNT(*) FROM quarantined q JOIN fact f ON f.epoch = q.epoch AND f.sequence = q.sequence WHERE q.code = 'Damaged'");

    /// <summary>Facts that were here at the last look and aren't any more; from now on they are forgotten.</summary>
    public IReadOnlyList<JournalFact> Deleted()
    {
        var there = _sql.List("SELECT position FROM fact", row => row.GetInt64(0)).ToHashSet();
        var deleted = Facts.Where(fact => !there.Contains(fact.Position)).ToList();
        _facts.RemoveAll(deleted.Contains);
        return deleted;
    }

    public string? Meta(string key) => _sql.Text("SELECT value FROM meta WHERE key = $key", ("$key", key));

    public void Dispose() => _sql.Dispose();
}
