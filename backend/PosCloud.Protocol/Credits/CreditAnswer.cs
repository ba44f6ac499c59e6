namespace PosCloud.Protocol.Credits;

/// <param name="HubTime">When this was so.</param>
/// <param name="Left">One entry per unit; none when no order that arrived named it.</param>
public sealed record CreditAnswer(DateTimeOffset HubTime, IReadOnlyList<CreditLeft> Left);
