using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>A code's standing.</summary>
public sealed record CodeState(string Code, StoreId Store, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, TerminalId? Terminal);
