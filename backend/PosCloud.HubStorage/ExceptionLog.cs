using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>Raises what a person should decide. An exception's id is made of its cause, so a repeat raises nothing new.</summary>
internal static class ExceptionLog
{
    private static readonly string[] Columns =
    [
        "id", "kind", "store", "terminal", "receipt_number", "other_terminal", "other_receipt_number", "sku", "entry", "other_entry",
        "occurred_at", "other_occurred_at", "quantity_before", "quantity_after", "detail", "raised_at",
    ];

    /// <summary>True when it is new.</summary>
    public static async Task<bool> RaiseAsync(HubTransaction transaction, ExceptionRow row)
    {
        var sql = transaction.Database.InsertIfAbsent("exception", Columns, keyLength: 1);
        return await transaction.ExecuteAsync(
            sql, row.Id, row.Kind, row.Store, row.Terminal, row.ReceiptNumber, row.OtherTerminal, row.OtherReceiptNumber, row.Sku, row.Entry,
            row.OtherEntry, row.OccurredAt, row.OtherOccurredAt, row.QuantityBefore, row.QuantityAfter, row.Detail, transaction.NowMilliseconds) == 1;
    }

    /// <summary>Says anew what an exception is about, and opens it again if it was closed.</summary>
    public static Task<int> ReopenAsync(HubTransaction transaction, string id, string detail) => transaction.ExecuteAsync(
        "UPDATE exception SET detail = @p1, resolved_at = NULL, resolved_by = NULL, resolution = NULL WHERE id = @p0", id, detail);

    /// <summary>The same matter by another cause: says anew who and what, and opens it again if it was closed.</summary>
    public static Task<int> ReopenAsync(HubTransaction transaction, ExceptionRow row) => transaction.ExecuteAsync(
        """
        UPDATE exception SET store = @p1, terminal = @p2, receipt_number = @p3, other_terminal = @p4, other_receipt_number = @p5, entry = @p6, other_entry = @p7,
            occurred_at = @p8, other_occurred_at = @p9, detail = @p10, resolved_at = NULL, resolved_by = NULL, resolution = NULL WHERE id = @p0
        """,
        row.Id, row.Store, row.Terminal, row.ReceiptNumber, row.OtherTerminal, row.OtherReceiptNumber, row.Entry, row.OtherEntry, row.OccurredAt,
        row.OtherOccurredAt, row.Detail);

    /// <summary>Closes one that has settled itself.</summary>
    public static Task<int> SettleAsync(HubTransaction transaction, string id, string resolution) => transaction.ExecuteAsync(
        "UPDATE exception SET resolved_at = @p1, resolved_by = 'hub', resolution = @p2 WHERE id = @p0 AND resolved_at IS NULL",
        id,
        transaction.NowMilliseconds,
        resolution);
}
