using PosCloud.Domain.Credits;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What is known of the points of an order whose goods come back.</summary>
/// <param name="Earned">What the order gave.</param>
/// <param name="Spent">What it took.</param>
/// <param name="GoodsMinorUnits">What its goods cost.</param>
/// <param name="BeforeMinorUnits">What of them came back before.</param>
public sealed record ReturnedPoints(long Earned, long Spent, long GoodsMinorUnits, long BeforeMinorUnits)
{
    /// <summary>Change of the customer's points: what was earned goes, what was spent comes back.</summary>
    internal long Of(long returnedMinorUnits) =>
        PointsRules.Share(Spent, BeforeMinorUnits, returnedMinorUnits, GoodsMinorUnits) - PointsRules.Share(Earned, BeforeMinorUnits, returnedMinorUnits, GoodsMinorUnits);
}
