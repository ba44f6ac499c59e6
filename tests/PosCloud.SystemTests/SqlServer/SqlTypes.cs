namespace PosCloud.SystemTests.SqlServer;

/// <summary>How SQL Server's client maps types.</summary>
internal static class SqlTypes
{
    public const string Text = "nvarchar(4000)";

    /// <summary>The type a parameter is declared with; empty for null, whose type the client can't know.</summary>
    public static string OfValue(object? value) => value switch
    {
        null or DBNull => "",
        string => Text,
        long => "bigint",
        int => "int",
        bool => "bit",
        byte[] => "varbinary(8000)",
        _ => throw new ArgumentException($"The hub sends no values of type {value.GetType().Name}."),
    };

    /// <summary>The only type that this method of the client's reader accepts; null for one that takes any.</summary>
    public static string? ReadBy(string accessor) => accessor switch
    {
        "GetInt64" => "bigint",
        "GetInt32" => "int",
        "GetBoolean" => "bit",
        "GetString" => "nvarchar",
        "GetValue" or "IsDBNull" => null,
        _ => throw new ArgumentException($"The hub doesn't read with {accessor}."),
    };
}
