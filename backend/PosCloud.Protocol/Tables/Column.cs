namespace PosCloud.Protocol.Tables;

/// <param name="Name">Snake case, the same on both sides.</param>
public sealed record Column(string Name, ColumnKind Kind, bool IsKey = false, bool Nullable = false);
