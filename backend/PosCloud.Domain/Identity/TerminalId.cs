using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>
/// The code of a terminal, for example <c>S1T3</c>: given at enrolment, unique within the merchant for ever, and the
/// first part of every receipt number the terminal prints. 2 to 16 upper-case letters or digits.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<TerminalId>))]
public readonly record struct TerminalId : IIdentifier<TerminalId>
{
    private TerminalId(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text is not 2 to 16 upper-case letters or digits.</exception>
    public static TerminalId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not a terminal code: 2 to 16 letters A-Z or digits, for example S1T3.");

    public static bool TryParse(string? text, out TerminalId id)
    {
        id = default;
        if (text is null || text.Length is < 2 or > 16 || !text.All(IdentifierText.IsCodeCharacter)) return false;
        id = new TerminalId(text);
        return true;
    }

    public override string ToString() => Value;
}
