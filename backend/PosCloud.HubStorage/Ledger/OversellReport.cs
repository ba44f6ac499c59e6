using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Ledger;

/// <summary>Describes an oversell: the movement that crossed zero and the one before it that used the stock.</summary>
internal static class OversellReport
{
    public static async Task<ExceptionRow> OfAsync(HubTransaction transaction, LedgerMovement movement, Quantity before, Quantity after)
    {
        var other = await PreviousUseAsync(transaction, movement);
        var here = movement.ReceiptNumber?.Value ?? movement.Place.Entry;
        var there = other is null ? "no earlier sale is known" : $"{other.Receipt ?? other.Entry} ({other.Terminal}) had used it";
        return new ExceptionRow
        {
            Id = $"oversell/{movement.MovementId:D}/{movement.Movement.Line}/{movement.Movement.Part}",
            Kind = ExceptionKinds.Oversell,
            Store = movement.Store.Value,
            Terminal = movement.Place.Terminal.Value,
            ReceiptNumber = movement.ReceiptNumber?.Value,
            OtherTerminal = other?.Terminal,
            OtherReceiptNumber = other?.Receipt,
            Sku = movement.Movement.Sku.Value,
            Entry = movement.Place.Entry,
            OtherEntry = other?.Entry,
            OccurredAt = movement.OccurredAt,
            OtherOccurredAt = other?.OccurredAt,
            QuantityBefore = before.Thousandths,
            QuantityAfter = after.Thousandths,
            Detail = $"On hand was {before}; {here} ({movement.Place.Terminal}) took it to {after}; {there}.",
        };
    }

    private static Task<PreviousUse?> PreviousUseAsync(HubTransaction transaction, LedgerMovement movement) => transaction.FirstAsync(
        transaction.Database.Limit(
            """
            SELECT m.terminal, m.receipt_number, m.epoch, m.branch, m.sequence, f.occurred_at FROM movement m
            LEFT JOIN fact f ON f.terminal = m.terminal AND f.epoch = m.epoch AND f.branch = m.branch AND f.sequence = m.sequence
            WHERE m.store = @p0 AND m.sku = @p1 AND m.quantity < 0 AND m.compensation = 0 AND m.movement_id <> @p2 ORDER BY m.stock_version DESC
            """,
            "1"),
        row => new PreviousUse(
            row.GetString(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            $"{row.GetString(0)}/{row.GetString(2)}/{row.GetString(3)}/{row.GetInt64(4):D12}",
            row.IsDBNull(5) ? null : row.GetInt64(5)),
        movement.Store.Value,
        movement.Movement.Sku.Value,
        movement.MovementId.ToString("D"));

    private sealed record PreviousUse(string Terminal, string? Receipt, string Entry, long? OccurredAt);
}
