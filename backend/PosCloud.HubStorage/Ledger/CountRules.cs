using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Ledger;

/// <summary>
/// What a movement comes to where counts are about. A count is absolute at its moment: movements that happened before it
/// and arrive later change nothing, those that happened after it count on top, in whatever order all of them arrive. What
/// the clocks leave open is taken as before the count, and a person is told.
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
            null => new CountEffect(change, -change, count.Entry),
        };
    }

    public async Task<CountEffect> OfCountAsync(LedgerMovement movement)
    {
        var mark = CountMark.Of(movement);
        var isUnclear = account.NewestCount is { } newest && mark.IsBefore(newest) is null;
        if (account.NewestCount is { } newer && mark.IsTakenAsBefore(newer))
            return new CountEffect(Quantity.Zero, Quantity.Zero, isUnclear ? newer.Entry : null);
        var (later, doubt) = await SumAfterAsync(movement, mark);
        account.MarkCount(mark);
        return new CountEffect(movement.Movement.Quantity + later - account.OnHand, Quantity.Zero, doubt || isUnclear ? mark.Entry : null);
    }

    /// <summary>
    /// Sum of what is in the ledger already and happened after the count. What an older count took back is among it only if
    /// that one was in doubt; the difference that a count makes is to what is on hand, so it comes out right either way.
    /// </summary>
    private async Task<(Quantity Sum, bool Doubt)> SumAfterAsync(LedgerMovement count, CountMark mark)
    {
        var place = count.Place;
        var happened = mark.Happened;
        var candidates = await transaction.QueryAsync(
            """
            SELECT quantity, terminal, epoch, branch, sequence, happened_at, doubtful, applied_at FROM movement
            WHERE store = @p0 AND sku = @p1 AND kind <> 'counted'
                AND (happened_at >= @p2 OR (doubtful = @p7 AND applied_at >= @p8) OR (terminal = @p3 AND epoch = @p4 AND branch = @p5 AND sequence > @p6))
            """,
            row => (Quantity: new Quantity(row.GetInt64(0)),
                Mark: new CountMark($"{row.GetString(1)}/{row.GetString(2)}/{row.GetString(3)}/{row.GetInt64(4):D12}", new EstimatedTime(row.GetInt64(5), row.GetBoolean(6))),
                AppliedAt: row.GetInt64(7)),
            count.Store.Value, count.Movement.Sku.Value,
            // Of a doubtful count nothing says when it was, so everything is compared with it.
            happened.Doubtful ? long.MinValue : happened.UnixMilliseconds - EstimatedTime.UncertainMilliseconds,
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, true, happened.UnixMilliseconds);
        var (sum, doubt) = (Quantity.Zero, false);
        foreach (var candidate in candidates)
        {
            var after = mark.IsBefore(candidate.Mark);
            if (after == true) sum += candidate.Quantity;
            // What the hub had before the count was made did happen before it, whatever its own clock said.
            doubt |= after is null && (happened.Doubtful || candidate.AppliedAt >= happened.UnixMilliseconds);
        }

        return (sum, doubt);
    }
}

/// <param name="Compensation">Takes a late movement back.</param>
/// <param name="DoubtAbout">Place of the count about which a person must decide; null when nothing is in doubt.</param>
internal readonly record struct CountEffect(Quantity Quantity, Quantity Compensation, string? DoubtAbout);
