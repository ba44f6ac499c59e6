using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>What a replica says of itself: up to where it's complete, in which history of the hub, for which store.</summary>
/// <param name="Cursor">Opaque position; given back to the hub as it came.</param>
/// <param name="AsOf">Hub time at which the replica was complete.</param>
internal sealed record ReplicaState(string Cursor, string HubEpoch, int Schema, string Store, DateTimeOffset AsOf)
{
    /// <summary>Null when it doesn't say all of it, as a file of another release may not.</summary>
    public static ReplicaState? Read(SqliteConnection connection)
    {
        var values = connection.List("SELECT key, value FROM _meta", row => (row.GetString(0), row.GetString(1)))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        return values.TryGetValue(ReplicaMeta.Cursor, out var cursor)
            && values.TryGetValue(ReplicaMeta.HubEpoch, out var hubEpoch)
            && values.TryGetValue(ReplicaMeta.Store, out var store)
            && int.TryParse(values.GetValueOrDefault(ReplicaMeta.Schema), CultureInfo.InvariantCulture, out var schema)
            && long.TryParse(values.GetValueOrDefault(ReplicaMeta.AsOf), CultureInfo.InvariantCulture, out var asOf)
            ? new ReplicaState(cursor, hubEpoch, schema, store, DateTimeOffset.FromUnixTimeMilliseconds(asOf))
            : null;
    }

    public void Write(SqliteConnection connection)
    {
        foreach (var (key, value) in (ReadOnlySpan<(string, string)>)
                 [
                     (ReplicaMeta.Cursor, Cursor), (ReplicaMeta.HubEpoch, HubEpoch), (ReplicaMeta.Schema, Schema.ToString(CultureInfo.InvariantCulture)), (ReplicaMeta.Store, Store),
                     (ReplicaMeta.AsOf, AsOf.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                 ])
        {
            connection.Run(
                "INSERT INTO _meta(key, value) VALUES ($key, $value) ON CONFLICT(key) DO UPDATE SET value = $value", ("$key", key), ("$value", value));
        }
    }
}
