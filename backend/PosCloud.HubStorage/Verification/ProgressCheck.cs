using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Ledger;

namespace PosCloud.HubStorage.Verification;

/// <summary><c>terminal_applied</c>: its hash is the fact's at that sequence, and it names exactly what is in quarantine at or below.</summary>
internal sealed class ProgressCheck
{
    private readonly Findings _findings;
    private readonly Dictionary<(string Store, string Terminal, string Epoch, string Branch), Part> _parts;

    private ProgressCheck(Findings findings, Dictionary<(string, string, string, string), Part> parts)
    {
        _findings = findings;
        _parts = parts;
    }

    public static async Task<ProgressCheck> ReadAsync(ReadSnapshot snapshot, Findings findings, CancellationToken cancellationToken)
    {
        var parts = await snapshot.QueryAsync(
            "SELECT store, terminal, epoch, branch, through, chain_hash, quarantined FROM terminal_applied",
            row => (Key: (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)),
                Part: new Part(row.GetInt64(4), row.GetString(5), AppliedTable.Sequences(row.GetString(6)))),
            cancellationToken);
        return new ProgressCheck(findings, parts.ToDictionary(p => p.Key, p => p.Part));
    }

    /// <summary>True when the ledger must hold the fact's movements.</summary>
    public bool Visit(VerifiedFact fact)
    {
        var key = (fact.Store, fact.Place.Terminal.Value, fact.Place.Epoch.Value, fact.Place.Branch);
        if (!_parts.TryGetValue(key, out var part))
        {
            _findings.Expect(!fact.IsAccepted, $"I2: {fact.Place.Entry} is accepted, and the ledger has no row for its branch in store {fact.Store}.");
            return false;
        }

        var sequence = fact.Place.Sequence.Value;
        if (sequence == part.Through) part.ChainSeen = fact.ChainHash;
        if (sequence > part.Through) return false;
        if (fact.Status == "Q") part.Quarantined.Add(sequence);
        return fact.IsAccepted;
    }

    public void Finish()
    {
        foreach (var ((store, terminal, epoch, branch), part) in _parts)
        {
            var name = $"{store}: {terminal}/{epoch}/{branch}";
            _findings.Expect(
                part.ChainSeen is not { } seen || seen.ToString() == part.ChainHash,
                $"I3: the applied chain hash of {name} isn't that of sequence {part.Through}.");
            _findings.Expect(
                part.Quarantined.SetEquals(part.Named),
                $"I4: {name} names {AppliedTable.Text(part.Named)} as not applied, in quarantine are {AppliedTable.Text(part.Quarantined)}.");
        }
    }

    private sealed class Part(long through, string chainHash, SortedSet<long> named)
    {
        public long Through { get; } = through;

        public string ChainHash { get; } = chainHash;

        public SortedSet<long> Named { get; } = named;

        public SortedSet<long> Quarantined { get; } = [];

        public Sha256Digest? ChainSeen { get; set; }
    }
}
