using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>A sale set aside.</summary>
public sealed record ParkedCart(OrderId Order, string? Label, DateTimeOffset ParkedAt, int Lines, Money Total);
