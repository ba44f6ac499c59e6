using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <summary>One order with all that is known of it.</summary>
/// <param name="ReturnedReceipts">Receipt number by id, for orders that its lines return.</param>
/// <param name="TraceParent">W3C trace context of the sale; null when it wasn't traced.</param>
public sealed record OrderView(
    OrderItem Item,
    SalesOrderRow Order,
    IReadOnlyList<OrderLineRow> Lines,
    IReadOnlyDictionary<string, string> ReturnedReceipts,
    IReadOnlyList<PaymentRow> Payments,
    IReadOnlyList<LedgerLine> Movements,
    string? TraceParent,
    string ContentHash,
    string ChainHash);
