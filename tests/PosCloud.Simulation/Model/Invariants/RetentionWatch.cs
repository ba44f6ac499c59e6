using PosCloud.Simulation.Hub;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>
/// Looks at the streams before and after old rows left them. I3 rests on both: nothing leaves before its term, and a deletion
/// that isn't known any more is below the floor, so that nobody goes on from before it.
/// </summary>
internal sealed class RetentionWatch(ShopWorld world)
{
    private static readonly TimeSpan Term = TimeSpan.FromDays(30);
    private readonly List<(string Key, string Stream, long Sequence)> _before = Deletions(world.Hub.Sql);

    public void Look()
    {
        var hub = world.Hub.Sql;
        var after = Deletions(hub).Select(deletion => deletion.Key).ToHashSet(StringComparer.Ordinal);
        var floors = hub.List("SELECT stream, floor FROM stream_head", row => (row.GetString(0), row.GetInt64(1))).ToDictionary(head => head.Item1, head => head.Item2);
        foreach (var (key, stream, sequence) in _before.Where(deletion => !after.Contains(deletion.Key)))
            InvariantBrokenException.Unless(sequence <= floors[stream], "I3", $"deletion {sequence} of {key} is forgotten, and the floor of {stream} is {floors[stream]}.");

        var early = hub.List(
            """
            SELECT o.store || '/' || o.receipt_number FROM sales_order o
            JOIN change c ON c.stream = 'orders:' || o.store AND c.tbl = 'sales_order' AND c.pk = o.store || char(31) || o.entry AND c.deleted = 1
            JOIN fact f ON f.terminal = o.terminal AND f.epoch = o.epoch AND f.sequence = o.sequence
            GROUP BY o.store, o.entry HAVING MIN(f.received_at) > $limit
            """,
            row => row.GetString(0),
            ("$limit", (world.Time.Now - Term).ToUnixTimeMilliseconds()));
        InvariantBrokenException.Unless(early.Count == 0, "I3", $"order {early.FirstOrDefault()} left its stream within thirty days.");
    }

    private static List<(string Key, string Stream, long Sequence)> Deletions(SqlFile hub) => hub.List(
        "SELECT stream || '/' || tbl || '/' || pk, stream, seq FROM change WHERE deleted = 1", row => (row.GetString(0), row.GetString(1), row.GetInt64(2)));
}
