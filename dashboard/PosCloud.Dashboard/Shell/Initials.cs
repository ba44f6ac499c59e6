using System.Globalization;

namespace PosCloud.Dashboard.Shell;

/// <summary>Two letters for a person: first and last name's, or the first two of a single word.</summary>
public static class Initials
{
    public static string Of(string name)
    {
        var words = name.Split([' ', '.', '@', '_'], StringSplitOptions.RemoveEmptyEntries);
        var letters = words switch
        {
            [] => "?",
            [var only] => Start(only) + (only.Length > 1 ? StringInfo.GetNextTextElement(only, StringInfo.GetNextTextElement(only).Length) : ""),
            [var first, ..] => Start(first) + Start(words[^1]),
        };
        return letters.ToUpperInvariant();
    }

    private static string Start(string word) => StringInfo.GetNextTextElement(word);
}
