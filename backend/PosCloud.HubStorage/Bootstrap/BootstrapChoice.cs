using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Bootstrap;

/// <summary>Which of a store's files a terminal may be given, and when a new one is due.</summary>
/// <param name="File">Null when there is none that can be used.</param>
/// <param name="IsDue">A new file should be made.</param>
internal sealed record BootstrapChoice(BootstrapFile? File, bool IsDue)
{
    /// <summary>After this long a new file is made in any case, so that old ones don't hold the streams' floors back.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    // Share of changed rows from which fetching the file and the changes costs more than a new file saves.
    private const int StalePercent = 20;

    /// <param name="now">Hub time, if a file's age is to count; terminals that ask are given an old file rather than none.</param>
    public static async Task<BootstrapChoice> OfAsync(
        ReadSnapshot snapshot, IReadOnlyList<BootstrapFile> newestFirst, string epoch, IReadOnlyList<StreamHeads> heads, DateTimeOffset? now, CancellationToken cancellationToken)
    {
        foreach (var file in newestFirst)
        {
            if (file.HubEpoch != epoch || file.Position is not { } position || !heads.All(h => Reaches(position, h))) continue;
            long behind = 0;
            foreach (var head in heads)
            {
                var from = position.Positions[head.Stream].Sequence;
                if (head.Sequence > from) behind += await StatePage.CountAsync(snapshot, head.Stream, from, cancellationToken);
            }

            // What is missing has to be a delta, or the terminal would be sent back to the start.
            if (behind > StateReader.MaxDeltaRows) return new BootstrapChoice(null, IsDue: true);
            return new BootstrapChoice(file, IsDue: behind * 100 > Math.Max(file.Rows, 1) * StalePercent || (now - file.BuiltAt)?.Duration() > Oldest);
        }

        return new BootstrapChoice(null, IsDue: true);
    }

    // At or above the floor, and not from a history in which the stream was longer.
    private static bool Reaches(StateCursor position, StreamHeads head) =>
        position.Positions.TryGetValue(head.Stream, out var at) && at.Sequence >= head.Floor && at.Sequence <= head.Sequence;
}
