using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Credits;

/// <summary>Tells a person of a voucher or of points that were taken off beyond what was put on: once, until it settles.</summary>
internal sealed class CreditReport(HubTransaction transaction, FactPlace place, Fact fact, OrderCompleted order)
{
    /// <summary>A voucher's code is as good as money, so names that people and logs see are made of its hash.</summary>
    public static string IdOf(CreditKey key) => key.Kind == CreditKey.Voucher
        ? $"voucher-overdrawn/{Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(key.Holder)).ToString()[..16]}/{key.Unit}"
        : $"points-overdrawn/{key.Holder}";

    /// <param name="now">As the row says after this order.</param>
    /// <param name="issued">What this order put on.</param>
    /// <param name="redeemed">What this order took off.</param>
    public async Task JudgeAsync(CreditKey key, Guid movementId, CreditBalance now, long issued, long redeemed)
    {
        var before = now.Left - issued + redeemed;
        if (now.Left < 0 && now.Left < before)
        {
            var row = await ExceptionAsync(key, movementId, now, redeemed);
            if (!await ExceptionLog.RaiseAsync(transaction, row)) await ExceptionLog.ReopenAsync(transaction, row);
        }
        else if (before < 0 && now.Left >= 0)
        {
            await ExceptionLog.SettleAsync(transaction, IdOf(key), $"{order.ReceiptNumber} put on what was missing; {Text(key, now.Left)} is left.");
        }
    }

    private async Task<ExceptionRow> ExceptionAsync(CreditKey key, Guid movementId, CreditBalance now, long redeemed)
    {
        var other = await OtherUseAsync(key, movementId);
        return new ExceptionRow
        {
            Id = IdOf(key),
            Kind = key.Kind == CreditKey.Voucher ? ExceptionKinds.VoucherOverdrawn : ExceptionKinds.PointsOverdrawn,
            Store = fact.Store.Value,
            Terminal = place.Terminal.Value,
            ReceiptNumber = order.ReceiptNumber.Value,
            OtherTerminal = other?.Terminal,
            OtherReceiptNumber = other?.Receipt,
            Entry = place.Entry,
            OtherEntry = other?.Entry,
            OccurredAt = fact.OccurredAt.ToUnixTimeMilliseconds(),
            OtherOccurredAt = other?.OccurredAt,
            Detail = Detail(key, now, redeemed),
        };
    }

    private string Detail(CreditKey key, CreditBalance now, long redeemed)
    {
        var what = key.Kind == CreditKey.Voucher && VoucherCode.TryParse(key.Holder, out var code) ? $"Voucher {code.Shown}" : $"Customer {key.Holder}";
        var known = now.Issued == 0
            ? "no order that put anything on it has arrived yet"
            : $"in all {Text(key, now.Issued)} was put on and {Text(key, now.Redeemed)} taken off";
        return $"{what}: {order.ReceiptNumber} took {Text(key, redeemed)}; {known}, {Text(key, -now.Left)} is missing. The sale stands.";
    }

    private static string Text(CreditKey key, long amount) =>
        Currency.TryParse(key.Unit, out var currency) ? new Money(amount, currency).ToString() : $"{amount} {key.Unit}";

    private Task<Use?> OtherUseAsync(CreditKey key, Guid movementId) => transaction.FirstAsync(
        transaction.Database.Limit(
            """
            SELECT terminal, receipt_number, entry, occurred_at FROM credit_movement
            WHERE kind = @p0 AND holder = @p1 AND unit = @p2 AND change < 0 AND movement_id <> @p3 ORDER BY occurred_at DESC, entry
            """,
            "1"),
        row => new Use(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)),
        key.Kind, key.Holder, key.Unit, movementId.ToString("D"));

    private sealed record Use(string Terminal, string Receipt, string Entry, long OccurredAt);
}
