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

/// <param name="Name">Snake case, the same on both sides.</param>
public sealed record Column(string Name, ColumnKind Kind, bool IsKey = false, bool Nullable = false);

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>A 64-bit whole number.</summary>
    Integer,
}

/// <summary>Which way a table's rows travel.</summary>
public enum TableDirection
{
    /// <summary>From the hub to terminals.</summary>
    Down,

    /// <summary>Up as facts, down as rows.</summary>
    Both,
}

/// <summary>The kinds of stream; a row's stream is a function of its key.</summary>
public enum StreamKind
{
    /// <summary>Shared by all stores.</summary>
    Catalogue,

    /// <summary>One store's own state.</summary>
    Store,

    /// <summary>One store's orders, shifts and cash of the last 30 days.</summary>
    Orders,
}
