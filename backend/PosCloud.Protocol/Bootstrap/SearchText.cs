using System.Globalization;
using System.Text;

namespace PosCloud.Protocol.Bootstrap;

/// <summary>
/// Text as it's searched: lower case, without accents, in words. Scripts without spaces between words are cut into
/// single characters, so that a search finds them anywhere.
/// </summary>
public static class SearchText
{
    private const int MaxWords = 12;

    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length + 8);
        foreach (var rune in Normalised(text).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark) continue;
            if (!Rune.IsLetterOrDigit(rune)) folded.Append(' ');
            else if (IsUnspacedScript(rune.Value)) folded.Append(' ').Append(rune.ToString()).Append(' ');
            else folded.Append(Plain(Rune.ToLowerInvariant(rune)));
        }

        return folded.ToString();
    }

    /// <summary>A full-text query for rows with a word starting with each of the given ones; null when there is nothing to look for.</summary>
    public static string? Query(string text)
    {
        var words = Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(" AND ", words.Take(MaxWords).Select(word => $"\"{word}\" *"));
    }

    private static string Normalised(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Lone surrogates have no normal form; they are searched as they stand.
            return text;
        }
    }

    // Letters with a stroke or a ligature don't decompose, but people leave the stroke out when they type.
    private static string Plain(Rune rune) => rune.Value switch
    {
        'ł' => "l",
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => rune.ToString(),
    };

    private static bool IsUnspacedScript(int value) =>
        value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F)
            or (>= 0x1780 and <= 0x17FF);
}
