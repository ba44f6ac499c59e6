using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// What a database holds of every terminal's journal at one moment, from each journal's first fact on and whole. Read
/// before a server's tool begins its copy, or from the copy itself: what was not committed then isn't in it.
/// </summary>
/// <param name="HubEpoch">The history that the database is in.</param>
internal sealed record BackupContents(string HubEpoch, IReadOnlyList<JournalExtent> Extents)
{
    public static async Task<BackupContents> ReadAsync(ReadSnapshot snapshot, CancellationToken cancellationToken)
    {
        var epoch = await Publishing.HubEpoch.CurrentAsync(snapshot, cancellationToken) ?? "";
        var lines = await snapshot.QueryAsync(
            "SELECT terminal, epoch, branch, start, start_previous, next, chain_hash FROM terminal_head",
            row => new Line(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Sha256Digest.FromBytes((byte[])row[4]), row.GetInt64(5) - 1,
                Sha256Digest.FromBytes((byte[])row[6])),
            cancellationToken);
        var held = await HeldAsync(snapshot, cancellationToken);
        var extents = new List<JournalExtent>();
        foreach (var journal in lines.GroupBy(line => (line.Terminal, line.Epoch)))
        {
            // What waits in quarantine may be there as damaged bytes only: a terminal that has the right ones keeps them,
            // also when they are sent again later than this backup.
            var end = held.TryGetValue(journal.Key, out var first) ? first - 1 : long.MaxValue;
            foreach (var line in journal)
            {
                if (await WholeAsync(snapshot, line, [.. journal], cancellationToken) && await ExtentAsync(snapshot, line, end, cancellationToken) is { } extent)
                    extents.Add(extent);
            }
        }

        return new BackupContents(epoch, extents);
    }

    /// <summary>The first fact of each journal that is in quarantine.</summary>
    private static async Task<Dictionary<(string Terminal, string Epoch), long>> HeldAsync(ReadSnapshot snapshot, CancellationToken cancellationToken) =>
        (await snapshot.QueryAsync(
            "SELECT terminal, epoch, MIN(sequence) FROM quarantine WHERE replayed_at IS NULL GROUP BY terminal, epoch",
            row => (Key: (row.GetString(0), row.GetString(1)), First: row.GetInt64(2)),
            cancellationToken)).ToDictionary(held => held.Key, held => held.First);

    /// <summary>False where something before the line's first fact is missing: an imported file had a hole there.</summary>
    private static async Task<bool> WholeAsync(ReadSnapshot snapshot, Line line, IReadOnlyList<Line> journal, CancellationToken cancellationToken)
    {
        for (var steps = 0; line.Start > 1; steps++)
        {
            var before = await snapshot.QueryAsync(
                "SELECT branch, chain_hash FROM fact WHERE terminal = @p0 AND epoch = @p1 AND sequence = @p2",
                row => (Branch: row.GetString(0), Chain: Sha256Digest.FromBytes((byte[])row[1])),
                cancellationToken,
                line.Terminal,
                line.Epoch,
                line.Start - 1);
            var previous = line.StartPrevious;
            var parent = before.Where(fact => fact.Chain == previous).Select(fact => fact.Branch).FirstOrDefault();
            if (parent is null || steps > journal.Count || journal.FirstOrDefault(other => other.Branch == parent) is not { } found) return false;
            line = found;
        }

        return true;
    }

    private static async Task<JournalExtent?> ExtentAsync(ReadSnapshot snapshot, Line line, long end, CancellationToken cancellationToken)
    {
        var through = Math.Min(line.Last, end);
        if (through < line.Start) return null;
        if (through == line.Last) return new JournalExtent(line.Terminal, line.Epoch, line.Branch, through, line.Chain);
        var chain = await snapshot.QueryAsync(
            "SELECT chain_hash FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            row => Sha256Digest.FromBytes((byte[])row[0]),
            cancellationToken,
            line.Terminal,
            line.Epoch,
            line.Branch,
            through);
        return chain.Count == 1 ? new JournalExtent(line.Terminal, line.Epoch, line.Branch, through, chain[0]) : null;
    }

    private sealed record Line(string Terminal, string Epoch, string Branch, long Start, Sha256Digest StartPrevious, long Last, Sha256Digest Chain);
}

/// <summary>One line of a terminal's journal, from its first fact through <paramref name="Through"/>.</summary>
internal sealed record JournalExtent(string Terminal, string Epoch, string Branch, long Through, Sha256Digest ChainHash);
