using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>One sale in the sync panel with its three lamps.</summary>
/// <param name="AtHub">The hub has acknowledged it.</param>
/// <param name="Applied">The replica shows that stock includes it.</param>
public sealed record SaleProgress(
    ReceiptNumber ReceiptNumber, DateTimeOffset OccurredAt, Money Total, bool AtHub, bool Applied, bool IsQuarantined);
