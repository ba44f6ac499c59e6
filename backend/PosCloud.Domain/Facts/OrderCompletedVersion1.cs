namespace PosCloud.Domain.Facts;

/// <summary>
/// Version 1 of <see cref="OrderCompleted"/> had no vouchers and no points.
/// </summary>
internal static class OrderCompletedVersion1
{
    public static bool CanSay(OrderCompleted order) =>
        order.Points is null && order.Lines.All(l => l.Voucher is null) && order.Payments.All(p => p.Voucher is null && p.Tender != Tender.Voucher);

    /// <summary>What version 1 said, and nothing that its bytes hold under names that only version 2 knows.</summary>
    public static OrderCompleted Upcast(OrderCompleted order) => CanSay(order)
        ? order
        : order with
        {
            Points = null,
            Lines = [.. order.Lines.Select(l => l with { Voucher = null })],
            Payments = [.. order.Payments.Select(p => p with { Voucher = null })],
        };
}
