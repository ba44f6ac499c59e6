using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Credits;

/// <summary>A customer's points on the payment step.</summary>
/// <param name="Most">As many as there are and the sale takes; 0 when none can be used now.</param>
/// <param name="Worth">What those pay.</param>
/// <param name="Used">Points that pay already.</param>
/// <param name="Note">What is known of the balance.</param>
public sealed record PointsOffer(CustomerCard Card, long Most, Money Worth, UsedPoints? Used, string Note);
