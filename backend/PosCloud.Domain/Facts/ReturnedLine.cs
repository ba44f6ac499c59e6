using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>Names a line of an earlier order.</summary>
public sealed record ReturnedLine(OrderId Order, int Line);
