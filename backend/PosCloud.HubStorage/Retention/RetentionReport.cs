namespace PosCloud.HubStorage.Retention;

/// <param name="Left">Rows that left their stream; the hub keeps them.</param>
/// <param name="Forgotten">Deletions that streams no longer know.</param>
public sealed record RetentionReport(long Left, long Forgotten);
