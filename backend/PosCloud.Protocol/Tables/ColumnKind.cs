namespace PosCloud.Protocol.Tables;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>A 64-bit whole number.</summary>
    Integer,
}
