namespace PosCloud.HubStorage.Queries;

/// <summary>
/// What a person looks for anywhere in a text, as patterns for LIKE. SQLite alone ignores case by itself; lower case on both
/// sides does the same elsewhere, for ASCII at least, and the text as written finds itself everywhere.
/// </summary>
internal sealed record SearchText(string AsWritten, string InLowerCase)
{
    public const string Escape = "\\";

    public static SearchText Of(string text)
    {
        var pattern = "%" + Escaped(text.Trim()) + "%";
        return new SearchText(pattern, pattern.ToLowerInvariant());
    }

    /// <summary>Runs in the database.</summary>
    public static string Lower(string column) => column.ToLowerInvariant();

    // The bracket begins a set of characters in SQL Server, and is one like any other elsewhere.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
}
