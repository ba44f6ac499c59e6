using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Printing;

/// <summary>One order in a list.</summary>
public sealed record OrderSummary(
    ReceiptNumber ReceiptNumber, DateTimeOffset OccurredAt, string Kind, Money Total, int Lines, JournalEpoch Epoch, JournalSequence Sequence)
{
    internal static OrderSummary Read(Microsoft.Data.Sqlite.SqliteDataReader row) => new(
        ReceiptNumber.Parse(row.GetString(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2),
        new Money(row.GetInt64(3), Currency.Parse(row.GetString(4))), row.GetInt32(5), JournalEpoch.Parse(row.GetString(6)), new JournalSequence(row.GetInt64(7)));
}
