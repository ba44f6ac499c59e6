namespace PosCloud.Protocol.Sync;

/// <param name="Cursor">Position of the replica; null for everything.</param>
/// <param name="Continue">Position inside a paged read that this request goes on with; null for the first page.</param>
public sealed record StateRequest(string? Cursor, string? Continue);
