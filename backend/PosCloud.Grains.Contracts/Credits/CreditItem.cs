namespace PosCloud.Grains.Contracts.Credits;

/// <summary>A voucher or a customer's points with what changed it.</summary>
/// <param name="Kind"><c>voucher</c> or <c>points</c>.</param>
/// <param name="Unit">The currency's code, or <c>points</c>.</param>
/// <param name="Issued">Minor units or points put on it.</param>
/// <param name="Redeemed">Minor units or points taken off it.</param>
/// <param name="Movements">Newest first, at most 500.</param>
[GenerateSerializer, Immutable, Alias("poscloud.credit")]
public sealed record CreditItem(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Unit,
    [property: Id(2)] long Issued,
    [property: Id(3)] long Redeemed,
    [property: Id(4)] IReadOnlyList<CreditMovementItem> Movements);
