using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <summary>A voucher or a customer's points with all that changed it, newest first.</summary>
/// <param name="Movements">At most <see cref="CreditQueries.MaxMovements"/>.</param>
public sealed record CreditView(CreditRow Row, IReadOnlyList<CreditMovementRow> Movements)
{
    /// <summary>Minor units or points; below 0 when more was taken off than is known to have been put on.</summary>
    public long Left => Row.Issued - Row.Redeemed;
}
