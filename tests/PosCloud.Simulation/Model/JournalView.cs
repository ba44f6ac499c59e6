using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Model;

/// <summary>One device's journal file, read beside the engine; facts are only ever added, so only new ones are read.</summary>
internal sealed class JournalView(string path) : IDisposable
{
    private readonly SqlFile _sql = SqlFile.Read(path);
    private readonly List<JournalFact> _facts = [];

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

    public long Pending() => _sql.Number("SELECT COALESCE(SUM(last_sequence - acknowledged), 0) FROM journal_epoch");

    public string? Meta(string key) => _sql.Text("SELECT value FROM meta WHERE key = $key", ("$key", key));

    public void Dispose() => _sql.Dispose();
}
