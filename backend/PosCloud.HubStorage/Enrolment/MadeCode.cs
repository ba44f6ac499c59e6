namespace PosCloud.HubStorage.Enrolment;

/// <summary>A new code; it is shown once and can't be read again.</summary>
public sealed record MadeCode(string Code, DateTimeOffset ExpiresAt);
