using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Intake;

namespace PosCloud.HubStorage.Verification;

/// <summary>I1 and I8: every branch is dense and chained, bytes match their hash, what can't be applied is in quarantine.</summary>
internal sealed class ChainCheck(Findings findings)
{
    private readonly Dictionary<(string Terminal, string Epoch, string Branch), Head> _heads = [];
    private readonly HashSet<string> _holes = new(StringComparer.Ordinal);
    private readonly HashSet<Sha256Digest> _chains = [Sha256Digest.None];

    public async Task ReadHeadsAsync(ReadSnapshot snapshot, CancellationToken cancellationToken)
    {
        var heads = await snapshot.QueryAsync(
            "SELECT terminal, epoch, branch, start, start_previous, next, chain_hash FROM terminal_head",
            row => (Key: (row.GetString(0), row.GetString(1), row.GetString(2)), Head: new Head(
                row.GetInt64(3), Sha256Digest.FromBytes((byte[])row[4]), row.GetInt64(5), Sha256Digest.FromBytes((byte[])row[6]))),
            cancellationToken);
        foreach (var (key, head) in heads) _heads.Add(key, head);
        var holes = await snapshot.QueryAsync("SELECT id FROM exception WHERE kind = @p0", row => row.GetString(0), cancellationToken, ExceptionKinds.Hole);
        _holes.UnionWith(holes);
    }

    public void Visit(VerifiedFact fact)
    {
        var entry = fact.Place.Entry;
        if (!_heads.TryGetValue((fact.Place.Terminal.Value, fact.Place.Epoch.Value, fact.Place.Branch), out var head))
        {
            findings.Add($"I1: {entry} stands on a branch without a head.");
            return;
        }

        findings.Expect(fact.Place.Sequence.Value == head.Expected, $"I1: expected sequence {head.Expected} of its branch, found {entry}.");
        var chain = FactHash.ChainHash(head.Chain, fact.Place.Terminal, fact.Place.Epoch, fact.Place.Sequence, fact.ContentHash);
        findings.Expect(chain == fact.ChainHash, $"I1: the chain hash of {entry} doesn't follow from the one before.");
        var matches = Sha256Digest.Of(fact.Content) == fact.ContentHash;
        findings.Expect(matches || fact is { Status: not "A", Code: "DAMAGED" or null }, $"I1: the bytes of {entry} don't match their hash.");
        findings.Expect((fact.Status == "Q") == (fact.Code is not null), $"I8: {entry} has status {fact.Status} and quarantine code {fact.Code ?? "none"}.");
        head.Expected = fact.Place.Sequence.Value + 1;
        head.Chain = fact.ChainHash;
        _chains.Add(fact.ChainHash);
    }

    public void Finish()
    {
        foreach (var ((terminal, epoch, branch), head) in _heads)
        {
            var name = $"{terminal}/{epoch}/{branch}";
            findings.Expect(head.Expected == head.Next && head.Chain == head.End, $"I1: the facts of {name} end at {head.Expected - 1}, its head says {head.Next - 1}.");
            // A hole that an import found is known to a person; it isn't a fault of the hub.
            findings.Expect(_chains.Contains(head.Beginning) || _holes.Contains(HoleReport.IdOf(terminal, epoch, branch)), $"I1: the fact before branch {name} is missing.");
        }
    }

    private sealed class Head(long start, Sha256Digest beginning, long next, Sha256Digest end)
    {
        public long Next { get; } = next;

        public Sha256Digest Beginning { get; } = beginning;

        public Sha256Digest End { get; } = end;

        public long Expected { get; set; } = start;

        public Sha256Digest Chain { get; set; } = beginning;
    }
}
