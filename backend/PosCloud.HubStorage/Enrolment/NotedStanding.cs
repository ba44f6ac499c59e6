using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>The last word of the <see cref="StandingLog"/> on a terminal.</summary>
/// <param name="Stores">Every store it was ever assigned to.</param>
public sealed record NotedStanding(StoreId Store, bool Revoked, string By, DateTimeOffset At, IReadOnlyList<StoreId> Stores);
