using PosCloud.Grains.Contracts.Stock;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Grains.Stock;

/// <summary>Turns ledger lines into what screens show.</summary>
internal static class LedgerRows
{
    public static LedgerRow Of(LedgerLine line) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{line.MovementId}/{line.Line}/{line.Part}"),
        line.Kind,
        line.Quantity + line.Compensation,
        line.OnHandAfter,
        line.Terminal,
        line.ReceiptNumber,
        line.Cashier,
        DateTimeOffset.FromUnixTimeMilliseconds(line.OccurredAt),
        line.ReceivedAt,
        line.AppliedAt,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{line.Terminal} {line.Epoch} {line.Sequence}"),
        line.Oversold);
}
