namespace PosCloud.Protocol.Tables;

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
