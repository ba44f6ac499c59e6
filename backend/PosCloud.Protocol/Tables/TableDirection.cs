namespace PosCloud.Protocol.Tables;

/// <summary>Which way a table's rows travel.</summary>
public enum TableDirection
{
    /// <summary>From the hub to terminals.</summary>
    Down,

    /// <summary>Up as facts, down as rows.</summary>
    Both,
}
