using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Ledger;

/// <summary>
/// What a movement comes to where counts are about. A count is absolute at its moment: movements that happened before it
/// and arrive later change nothing, those that happened after it count on top, in whatever order all of them arrive.
/// </summary>
internal sealed class CountRules(HubTransaction transaction, StockAccount account)
{
    public CountEffect OfChange(LedgerMovement movement)
    {
        var change = movement.Movement.Quantity;
        if (account.NewestCount is not { } count) return new CountEffect(change, Quantity.Zero, null);
        return CountMark.Of(movement).IsBefore(count) switch
        {
            true => new CountEffect(change, -change, null),
            false => new CountEffect(change, Quantity.Zero, null),
            null => new CountEffect(change, Quantity.Zero, count.Entry),
        };
    }

    public async Task<CountEffect> OfCountAsync(LedgerMovement movement)
    {
        var mark = CountMark.Of(movement);
        var isOlder = account.NewestCount is { } newest ? mark.IsBefore(newest) : false;
        if (isOlder == true) return new CountEffect(Quantity.Zero, Quantity.Zero, null);
        var (later, doubt) = await SumAfterAsync(movement, mark);
        account.MarkCount(mark);
        return new CountEffect(movement.Movement.Quantity + later - account.OnHand, Quantity.Zero, doubt || isOlder is null ? mark.Entry : null);
    }

    /// <summary>Sum of what is in the ledger already and happened after the count.</summary>
    private async Task<(Quantity Sum, bool Doubt)> SumAfterAsync(LedgerMovement count, CountMark mark)
    {
        var place = count.Place;
        var candidates = await transaction.QueryAsync(
            """
            SELECT quantity, terminal, epoch, branch, sequence, happened_at, doubtful FROM movement
            WHERE store = @p0 AND sku = @p1 AND kind <> 'counted' AND compensation = 0
                AND (happened_at >= @p2 OR (terminal = @p3 AND epoch = @p4 AND branch = @p5 AND sequence > @p6))
            """,
            row => (Quantity: new Quantity(row.GetInt64(0)),
                Mark: new CountMark($"{row.GetString(1)}/{row.GetString(2)}/{row.GetString(3)}/{row.GetInt64(4):D12}", new EstimatedTime(row.GetInt64(5), row.GetBoolean(6)))),
            count.Store.Value, count.Movement.Sku.Value, mark.Happened.UnixMilliseconds - EstimatedTime.UncertainMilliseconds,
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value);
        var (sum, doubt) = (Quantity.Zero, false);
        foreach (var candidate in candidates)
        {
            var after = mark.IsBefore(candidate.Mark);
            if (after == true) sum += candidate.Quantity;
            doubt |= after is null;
        }

        return (sum, doubt);
    }
}

/// <param name="Compensation">Takes a late movement back.</param>
/// <param name="DoubtAbout">Place of the count about which a person must decide; null when nothing is in doubt.</param>
internal readonly record struct CountEffect(Quantity Quantity, Quantity Compensation, string? DoubtAbout);
