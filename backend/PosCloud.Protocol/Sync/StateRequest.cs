namespace PosCloud.Protocol.Sync;

/// <param name="Cursor">Position of the replica; null for everything.</param>
/// <param name="Continue">Position inside a paged read that this request goes on with; null for the first page.</param>
/// <param name="TakesFiles">The terminal can fetch a ready-made replica when much is to come.</param>
/// <param name="Differed">Stream in which the replica turned out to differ from what the hub had said; a person is told.</param>
public sealed record StateRequest(string? Cursor, string? Continue, bool TakesFiles = false, string? Differed = null);
