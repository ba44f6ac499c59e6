using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>A customer's points that pay for a part of a sale: money off all of it, so that its tax falls with it.</summary>
/// <param name="Points">Above 0.</param>
/// <param name="MinorUnitsEach">What one point paid when it was taken.</param>
public sealed record UsedPoints(long Points, long MinorUnitsEach)
{
    internal Discount Discount => new(null, checked(Points * MinorUnitsEach), $"{Points} points");

    /// <summary>What is used when only that much came off: a sale that shrank gives points back.</summary>
    internal UsedPoints? For(long minorUnits)
    {
        var points = Math.Min(Points, (minorUnits + MinorUnitsEach - 1) / MinorUnitsEach);
        return points == 0 ? null : this with { Points = points };
    }
}
