using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>What must hold for the hub's database after every commit.</summary>
internal static class HubInvariants
{
    public static void Check(SqlFile hub)
    {
        OnHand(hub);
        Ledger(hub);
        Oversells(hub);
        Quarantine(hub);
    }

    /// <summary>I2: on hand = opening + Σ movements.</summary>
    private static void OnHand(SqlFile hub)
    {
        var wrong = hub.List(
            """
            SELECT s.store, s.sku, s.on_hand, s.opening + COALESCE((SELECT SUM(quantity + compensation) FROM movement m WHERE m.store = s.store AND m.sku = s.sku), 0) AS sum
            FROM stock s WHERE s.on_hand <> sum
            """,
            row => $"{row.GetString(0)}/{row.GetString(1)} has {row.GetInt64(2)} on hand, opening and movements make {row.GetInt64(3)}.");
        InvariantBrokenException.Unless(wrong.Count == 0, "I2", wrong.FirstOrDefault() ?? "");
    }

    /// <summary>I2: the ledger holds exactly the movements that the applied facts imply.</summary>
    private static void Ledger(SqlFile hub)
    {
        var expected = new Dictionary<string, Movement>(StringComparer.Ordinal);
        foreach (var (content, movementId) in hub.List(
                     """
                     SELECT f.content, f.movement_id FROM fact f
                     JOIN terminal_applied a ON a.store = f.store AND a.terminal = f.terminal AND a.epoch = f.epoch AND a.branch = f.branch AND f.sequence <= a.through
                     WHERE f.status = 'A'
                     """,
                     row => ((byte[])row[0], row.GetString(1))))
        {
            var (_, type, store, payload) = FactBytes.ReadContent(content);
            foreach (var movement in FactBytes.Movements(type, payload)) expected[$"{movementId}/{movement.Line}/{store}/{movement.Sku}"] = movement;
        }

        foreach (var (key, kind, quantity, counted) in hub.List(
                     "SELECT movement_id || '/' || line || '/' || store || '/' || sku, kind, quantity, counted FROM movement",
                     row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? 0 : row.GetInt64(3))))
        {
            InvariantBrokenException.Unless(expected.Remove(key, out var should), "I2", $"the ledger holds {key}, which no applied fact implies.");
            InvariantBrokenException.Unless(
                should.Kind == kind && should.Quantity == (should.IsCount ? counted : quantity), "I2", $"the ledger holds {key} as {kind} {quantity}, its fact says {should.Quantity}.");
        }

        InvariantBrokenException.Unless(expected.Count == 0, "I2", $"the ledger lacks {expected.Keys.FirstOrDefault()}.");
    }

    /// <summary>I6: one oversell exception per crossing of zero.</summary>
    private static void Oversells(SqlFile hub)
    {
        var raised = hub.List("SELECT id FROM exception WHERE kind = 'oversell'", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
        var crossed = hub.List(
            "SELECT movement_id, line, part FROM movement WHERE on_hand_after < 0 AND on_hand_after - quantity - compensation >= 0",
            row => $"oversell/{row.GetString(0)}/{row.GetInt64(1)}/{row.GetInt64(2)}").ToHashSet(StringComparer.Ordinal);
        InvariantBrokenException.Unless(raised.SetEquals(crossed), "I6", $"{crossed.Count} movements crossed zero, {raised.Count} exceptions tell of it.");
    }

    /// <summary>I8: what is refused is in quarantine with a reason, and nothing else is.</summary>
    private static void Quarantine(SqlFile hub)
    {
        var wrong = hub.List(
            """
            SELECT f.terminal || '/' || f.epoch || '/' || f.sequence, f.status, q.code, q.reason FROM fact f
            LEFT JOIN quarantine q ON q.terminal = f.terminal AND q.epoch = f.epoch AND q.branch = f.branch AND q.sequence = f.sequence AND q.replayed_at IS NULL
            WHERE (f.status = 'Q') <> (q.code IS NOT NULL) OR (q.code IS NOT NULL AND COALESCE(q.reason, '') = '')
            """,
            row => $"{row.GetString(0)} has status {row.GetString(1)} and {(row.IsDBNull(2) ? "isn't in quarantine" : "is in quarantine")}.");
        InvariantBrokenException.Unless(wrong.Count == 0, "I8", wrong.FirstOrDefault() ?? "");
    }
}
