using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine;

/// <summary>What the journal still has of all that was sold here.</summary>
/// <param name="Since">When the oldest of them was made, by this device's clock; null while there is none.</param>
/// <param name="Deleted">Facts that were deleted, because a verified backup of the hub has them.</param>
public sealed record KeptFacts(long Facts, DateTimeOffset? Since, long Deleted)
{
    internal static KeptFacts Read(SqliteConnection connection)
    {
        var lines = EpochRows.All(connection);
        var since = connection.Scalar("SELECT occurred_at FROM fact ORDER BY position LIMIT 1") as long?;
        return new KeptFacts(
            lines.Sum(line => line.Last.Value - line.Floor.Sequence.Value), since is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            lines.Sum(line => line.Floor.Sequence.Value));
    }
}
