namespace PosCloud.Simulation.Model;

/// <summary>
/// What a terminal must show as available: what the hub's ledger came to at its replica's cursor, and every own movement
/// that this ledger didn't hold, once (I4).
/// </summary>
internal static class OwnStock
{
    public static long Available(StoreView view, IReadOnlyList<JournalFact> own, string sku)
    {
        var moves = new List<(JournalFact Fact, Movement Movement)>();
        foreach (var fact in own.Where(f => f.Store == view.Store))
        {
            foreach (var movement in fact.Movements.Where(m => m.Sku == sku)) moves.Add((fact, movement));
        }

        // A count says all about what was before it; the newest one decides.
        var newest = moves.FindLastIndex(m => m.Movement.IsCount);
        if (newest < 0) return view.OnHand.GetValueOrDefault(sku) + Pending(view, moves, 0);
        var counted = moves[newest];
        return view.Applied.Contains(counted.Fact.Id)
            ? view.OnHand.GetValueOrDefault(sku) + Pending(view, moves, newest + 1)
            : counted.Movement.Quantity + moves.Skip(newest + 1).Sum(m => m.Movement.Quantity);
    }

    private static long Pending(StoreView view, List<(JournalFact Fact, Movement Movement)> moves, int from) =>
        moves.Skip(from).Where(m => !view.Applied.Contains(m.Fact.Id)).Sum(m => m.Movement.Quantity);
}
