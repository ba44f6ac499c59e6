namespace PosCloud.Grains.Contracts.Accounts;

/// <param name="Path">Path and query on the dashboard, <c>/set-up?token=…</c>.</param>
[GenerateSerializer, Immutable, Alias("poscloud.invitation")]
public sealed record AccountInvitation([property: Id(0)] string? Path, [property: Id(1)] string? Problem);
