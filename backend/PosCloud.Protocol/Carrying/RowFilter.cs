namespace PosCloud.Protocol.Carrying;

/// <summary>How rows of a table belong to a terminal's store.</summary>
public enum RowFilter
{
    /// <summary>Every terminal sees every row.</summary>
    None,

    /// <summary>The key column <c>store</c> names the store.</summary>
    Store,

    /// <summary>The key column <c>stream</c> names a stream that terminals of the store follow.</summary>
    Stream,
}
