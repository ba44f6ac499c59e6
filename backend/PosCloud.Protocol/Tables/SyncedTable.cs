namespace PosCloud.Protocol.Tables;

/// <summary>One replicated table.</summary>
/// <param name="Owner">Who writes rows: <c>hub</c> or <c>terminal</c> (by facts that the hub projects).</param>
/// <param name="Columns">Key columns first.</param>
/// <param name="RetentionDays">Rows older than this leave the stream; 0 keeps them.</param>
public sealed record SyncedTable(
    string Name, TableDirection Direction, string Owner, StreamKind Stream, IReadOnlyList<Column> Columns, int RetentionDays = 0)
{
    public int KeyLength { get; } = Columns.TakeWhile(c => c.IsKey).Count();

    /// <summary>True when the first key column is the store the row belongs to.</summary>
    public bool IsPerStore => Stream != StreamKind.Catalogue;
}
