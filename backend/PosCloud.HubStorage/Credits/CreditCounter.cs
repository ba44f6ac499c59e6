using PosCloud.Domain.Credits;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Credits;

/// <summary>
/// Counts vouchers and points on rows that every order which touches them locks until commit. Each change has the key of its
/// fact and part, so a repeated order gives and takes nothing again. More taken off than was put on is a matter for a person:
/// the order stands, and the matter settles itself when the order that put it on arrives.
/// </summary>
internal sealed class CreditCounter(HubTransaction transaction)
{
    private static readonly string[] Columns = ["kind", "holder", "unit", "issued", "redeemed"];

    private static readonly string[] MovementColumns =
        ["movement_id", "part", "kind", "holder", "unit", "change", "order_id", "store", "terminal", "receipt_number", "entry", "occurred_at"];

    private readonly HashSet<CreditKey> _locked = [];

    /// <summary>Locks the counters that these orders touch, all at once and sorted, like those of <see cref="RefundCounter"/> and after them.</summary>
    public async Task LockAsync(IEnumerable<OrderCompleted> orders)
    {
        foreach (var key in orders.SelectMany(CreditMovements.Of).Select(CreditKey.Of).Distinct().Where(k => !_locked.Contains(k)).Order().ToList())
        {
            await transaction.ExecuteAsync(transaction.Database.InsertIfAbsent("credit", Columns, keyLength: 3), key.Kind, key.Holder, key.Unit, 0L, 0L);
            await LockAsync(key);
            _locked.Add(key);
        }
    }

    /// <summary>Enters what the order changes; its counters are locked.</summary>
    public async Task CountAsync(FactPlace place, Fact fact, Guid movementId, OrderCompleted order)
    {
        foreach (var movements in CreditMovements.Of(order).GroupBy(CreditKey.Of))
        {
            var (issued, redeemed) = (0L, 0L);
            foreach (var movement in movements)
            {
                if (!await InsertAsync(place, fact, movementId, order, movement)) continue;
                if (movement.Change > 0) issued += movement.Change;
                else redeemed -= movement.Change;
            }

            if (issued == 0 && redeemed == 0) continue;
            var key = movements.Key;
            await transaction.ExecuteAsync(
                "UPDATE credit SET issued = issued + @p3, redeemed = redeemed + @p4 WHERE kind = @p0 AND holder = @p1 AND unit = @p2",
                key.Kind, key.Holder, key.Unit, issued, redeemed);
            // Nobody else can have changed the row since: this is the value that the update left.
            await new CreditReport(transaction, place, fact, order).JudgeAsync(key, movementId, await LockAsync(key), issued, redeemed);
        }
    }

    private async Task<bool> InsertAsync(FactPlace place, Fact fact, Guid movementId, OrderCompleted order, CreditMovement movement) => await transaction.ExecuteAsync(
        transaction.Database.InsertIfAbsent("credit_movement", MovementColumns, keyLength: 2),
        movementId.ToString("D"), movement.Part, CreditKey.KindText(movement.Kind), movement.Holder, movement.Unit, movement.Change, order.Order.ToString(),
        fact.Store.Value, place.Terminal.Value, order.ReceiptNumber.Value, place.Entry, fact.OccurredAt.ToUnixTimeMilliseconds()) == 1;

    private Task<CreditBalance> LockAsync(CreditKey key) => transaction.FirstAsync(
        transaction.Database.SelectLocked("issued, redeemed", "credit", "kind = @p0 AND holder = @p1 AND unit = @p2"),
        row => new CreditBalance(row.GetInt64(0), row.GetInt64(1)),
        key.Kind, key.Holder, key.Unit);
}
