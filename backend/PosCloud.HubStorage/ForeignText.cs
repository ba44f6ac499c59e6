using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PosCloud.HubStorage;

/// <summary>
/// Text from a device that is kept for people to read: one line of a stated length without control characters, so that
/// every database can hold it and no log or page is led astray by it.
/// </summary>
public static class ForeignText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text, int maxLength)
    {
        if (text is null) return null;
        var kept = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > maxLength) break;
            kept.Append(Rune.IsControl(rune) ? new Rune(' ') : rune);
        }

        return kept.ToString();
    }
}
