using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// The branches of one journal epoch, locked for the length of the transaction. This lock, not a grain, is what keeps two
/// uploads of one terminal apart.
/// </summary>
internal sealed class JournalBranches
{
    private static readonly string[] Columns = ["terminal", "epoch", "branch", "start", "start_previous", "next", "chain_hash"];

    private readonly HubTransaction _transaction;
    private readonly TerminalId _terminal;
    private readonly JournalEpoch _epoch;
    private readonly List<JournalBranch> _branches;
    private readonly Dictionary<(long Sequence, Sha256Digest Chain), KnownFact> _known = [];

    private JournalBranches(HubTransaction transaction, TerminalId terminal, JournalEpoch epoch, List<JournalBranch> branches)
    {
        _transaction = transaction;
        _terminal = terminal;
        _epoch = epoch;
        _branches = branches;
    }

    /// <param name="open">Makes the epoch's first line when the hub doesn't know the epoch.</param>
    public static async Task<JournalBranches> LockAsync(HubTransaction transaction, TerminalId terminal, JournalEpoch epoch, bool open)
    {
        var branches = await ReadAsync(transaction, terminal, epoch);
        if (branches.Count > 0 || !open) return new JournalBranches(transaction, terminal, epoch, branches);
        await transaction.ExecuteAsync(
            transaction.Database.InsertIfAbsent("terminal_head", Columns, keyLength: 3),
            terminal.Value, epoch.Value, "", 1L, Sha256Digest.None.ToArray(), 1L, Sha256Digest.None.ToArray());
        return new JournalBranches(transaction, terminal, epoch, await ReadAsync(transaction, terminal, epoch));
    }

    /// <summary>Looks up which of these places the hub already holds, and the fact before them.</summary>
    public async Task LoadKnownAsync(JournalSequence first, JournalSequence last)
    {
        foreach (var branch in _branches.Where(b => b.Next.Value >= first.Value))
        {
            var facts = await _transaction.QueryAsync(
                """
                SELECT f.sequence, f.chain_hash, q.code FROM fact f
                LEFT JOIN quarantine q ON q.terminal = f.terminal AND q.epoch = f.epoch AND q.branch = f.branch AND q.sequence = f.sequence AND q.replayed_at IS NULL
                WHERE f.terminal = @p0 AND f.epoch = @p1 AND f.branch = @p2 AND f.sequence BETWEEN @p3 AND @p4
                """,
                row => (Sequence: row.GetInt64(0), Chain: Sha256Digest.FromBytes((byte[])row[1]), Code: row.IsDBNull(2) ? null : row.GetString(2)),
                _terminal.Value, _epoch.Value, branch.Name, first.Value - 1, last.Value);
            foreach (var fact in facts) _known[(fact.Sequence, fact.Chain)] = new KnownFact(branch.Name, fact.Code);
        }
    }

    public KnownFact? Known(JournalSequence sequence, Sha256Digest chain) =>
        _known.TryGetValue((sequence.Value, chain), out var known) ? known : null;

    /// <summary>The branch whose end is right before this fact; null when it doesn't continue any.</summary>
    public JournalBranch? Continued(JournalSequence sequence, Sha256Digest previous) =>
        _branches.Find(b => b.Next == sequence && b.ChainHash == previous);

    /// <summary>The line that began with the epoch; null when the hub doesn't know the epoch.</summary>
    public JournalBranch? First => _branches.Find(b => b.Name.Length == 0);

    public JournalBranch Named(string name) => _branches.Single(b => b.Name == name);

    /// <summary>True when the fact before is here, so that this one can begin a new branch.</summary>
    public bool CanFork(JournalSequence sequence, Sha256Digest previous) => sequence.Value == 1
        || Known(new JournalSequence(sequence.Value - 1), previous) is not null;

    /// <summary>From where the terminal should send: always before <paramref name="first"/>, so that asking again ends at 1.</summary>
    public JournalSequence Expected(JournalSequence first) =>
        new(_branches.Select(b => b.Next.Value).Where(n => n < first.Value).DefaultIfEmpty(1).Max());

    /// <summary>Opens a branch that is named by the chain hash of its first fact.</summary>
    public async Task<JournalBranch> ForkAsync(JournalSequence start, Sha256Digest previous, Sha256Digest firstChain)
    {
        var branch = new JournalBranch(firstChain.ToString(), start, previous, start, previous);
        _branches.Add(branch);
        await _transaction.ExecuteAsync(
            HubDatabase.Insert("terminal_head", Columns),
            _terminal.Value, _epoch.Value, branch.Name, start.Value, previous.ToArray(), start.Value, previous.ToArray());
        return branch;
    }

    public void Append(JournalBranch branch, JournalSequence sequence, Sha256Digest chain)
    {
        branch.MoveTo(sequence, chain);
        _known[(sequence.Value, chain)] = new KnownFact(branch.Name, null);
    }

    /// <summary>Writes the ends of the branches that grew.</summary>
    public async Task SaveAsync()
    {
        foreach (var branch in _branches.Where(b => b.Grew))
        {
            await _transaction.ExecuteAsync(
                "UPDATE terminal_head SET next = @p3, chain_hash = @p4 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2",
                _terminal.Value, _epoch.Value, branch.Name, branch.Next.Value, branch.ChainHash.ToArray());
        }
    }

    private static Task<List<JournalBranch>> ReadAsync(HubTransaction transaction, TerminalId terminal, JournalEpoch epoch) => transaction.QueryAsync(
        transaction.Database.SelectLocked("branch, start, start_previous, next, chain_hash", "terminal_head", "terminal = @p0 AND epoch = @p1", "branch"),
        row => new JournalBranch(
            row.GetString(0),
            new JournalSequence(row.GetInt64(1)),
            Sha256Digest.FromBytes((byte[])row[2]),
            new JournalSequence(row.GetInt64(3)),
            Sha256Digest.FromBytes((byte[])row[4])),
        terminal.Value,
        epoch.Value);
}
