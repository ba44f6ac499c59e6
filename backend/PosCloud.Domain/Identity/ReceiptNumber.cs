using System.Globalization;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>
/// What is printed on the receipt: terminal code, journal epoch and a dense counter, <c>S1T3-1-000417</c>. Assigned at
/// the terminal when the order is completed, in the same transaction, and never renamed.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<ReceiptNumber>))]
public readonly record struct ReceiptNumber(TerminalId Terminal, JournalEpoch Epoch, long Counter) : IIdentifier<ReceiptNumber>
{
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{Terminal.Value}-{Epoch.Value}-{Counter:D6}");

    /// <exception cref="FormatException">The text is not a receipt number.</exception>
    public static ReceiptNumber Parse(string text) => TryParse(text, out var number)
        ? number
        : throw new FormatException($"'{text}' is not a receipt number; it looks like S1T3-1-000417.");

    public static bool TryParse(string? text, out ReceiptNumber id)
    {
        id = default;
        var parts = text?.Trim().ToUpperInvariant().Split('-');
        if (parts is not { Length: 3 }
            || !TerminalId.TryParse(parts[0], out var terminal)
            || !JournalEpoch.TryParse(parts[1], out var epoch)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var counter)
            || counter < 1)
        {
            return false;
        }

        id = new ReceiptNumber(terminal, epoch, counter);
        return true;
    }

    public override string ToString() => Value;
}
