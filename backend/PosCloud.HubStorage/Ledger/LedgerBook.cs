using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Stock;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Ledger;

/// <summary>
/// Enters movements into the ledger inside one transaction: skips those that are there, locks the stock rows in order,
/// decides on hand after each movement, reports oversells. The caller holds the lock of the journal part's
/// <c>terminal_applied</c> row, so no other transaction can enter the same movements at the same time.
/// </summary>
internal sealed class LedgerBook(HubTransaction transaction)
{
    private static readonly string Insert = HubDatabase.Insert("movement",
    [
        "movement_id", "line", "part", "store", "sku", "kind", "quantity", "compensation", "counted", "on_hand_after", "stock_version", "terminal",
        "epoch", "branch", "sequence", "receipt_number", "happened_at", "doubtful", "applied_at",
    ]);

    private readonly Dictionary<(StoreId, Sku), StockAccount> _accounts = [];
    private readonly HashSet<(StoreId, Sku)> _moved = [];
    private readonly List<string> _exceptions = [];

    /// <summary>Ids of exceptions that are new.</summary>
    public IReadOnlyList<string> Exceptions => _exceptions;

    /// <summary>Stock rows that moved, to be published.</summary>
    public IEnumerable<StateChange> Changes => _moved.Select(k => _accounts[k].ToChange());

    public CommittedStock Committed(StoreId store, Sku sku)
    {
        var account = _accounts[(store, sku)];
        return new CommittedStock(store, sku, account.OnHand, account.Version);
    }

    /// <summary>Enters movements in the order given.</summary>
    public async Task EnterAsync(IReadOnlyList<LedgerMovement> movements)
    {
        var isNew = new List<LedgerMovement>(movements.Count);
        foreach (var sameFact in movements.GroupBy(m => m.MovementId))
        {
            var known = await KnownAsync(sameFact.Key);
            isNew.AddRange(known.Count == 0 ? sameFact : sameFact.Where(m => !known.Contains((m.Movement.Line, m.Movement.Part))));
        }

        var keys = movements.Select(m => (m.Store, m.Movement.Sku)).Distinct()
            .OrderBy(k => k.Store.Value, StringComparer.Ordinal).ThenBy(k => k.Sku.Value, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (!_accounts.ContainsKey(key)) _accounts.Add(key, await StockAccount.LockAsync(transaction, key.Store, key.Sku));
        }

        foreach (var movement in isNew) await EnterAsync(movement);
        foreach (var key in _moved) await _accounts[key].SaveCountAsync(transaction);
    }

    private async Task EnterAsync(LedgerMovement movement)
    {
        var account = _accounts[(movement.Store, movement.Movement.Sku)];
        var counts = new CountRules(transaction, account);
        var effect = movement.Movement.Kind == StockMovementKind.Counted
            ? await counts.OfCountAsync(movement)
            : counts.OfChange(movement);
        if (effect.DoubtAbout is { } count) await RaiseDoubtAsync(movement, count);
        var before = account.OnHand;
        // A late movement and its compensation are one step, so that it can't cross zero for a moment.
        var crossed = account.Apply(effect.Quantity + effect.Compensation);
        if (crossed) await RaiseOversellAsync(movement, before, account.OnHand);
        await InsertAsync(movement, effect, account);
        _moved.Add((movement.Store, movement.Movement.Sku));
    }

    private Task<int> InsertAsync(LedgerMovement movement, CountEffect effect, StockAccount account) => transaction.ExecuteAsync(
        Insert,
        movement.MovementId.ToString("D"), (long)movement.Movement.Line, (long)movement.Movement.Part, movement.Store.Value, movement.Movement.Sku.Value,
        LedgerMovement.KindText(movement.Movement.Kind), effect.Quantity.Thousandths, effect.Compensation.Thousandths,
        movement.Movement.Kind == StockMovementKind.Counted ? movement.Movement.Quantity.Thousandths : null, account.OnHand.Thousandths, account.Version,
        movement.Place.Terminal.Value, movement.Place.Epoch.Value, movement.Place.Branch, movement.Place.Sequence.Value, movement.ReceiptNumber?.Value,
        movement.Happened.UnixMilliseconds, movement.Happened.Doubtful, transaction.NowMilliseconds);

    private async Task<HashSet<(int Line, int Part)>> KnownAsync(Guid movementId)
    {
        var known = await transaction.QueryAsync(
            "SELECT line, part FROM movement WHERE movement_id = @p0", row => ((int)row.GetInt64(0), (int)row.GetInt64(1)), movementId.ToString("D"));
        return [.. known];
    }

    private async Task RaiseOversellAsync(LedgerMovement movement, Quantity before, Quantity after)
    {
        var exception = await OversellReport.OfAsync(transaction, movement, before, after);
        if (await ExceptionLog.RaiseAsync(transaction, exception)) _exceptions.Add(exception.Id);
    }

    private async Task RaiseDoubtAsync(LedgerMovement movement, string countEntry)
    {
        var exception = DoubtReport.Of(movement, countEntry);
        if (await ExceptionLog.RaiseAsync(transaction, exception)) _exceptions.Add(exception.Id);
    }
}
