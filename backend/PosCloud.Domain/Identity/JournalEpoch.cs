using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>
/// Identity of one continuous history of a terminal's journal: the first is <c>1</c>, every later one is four or more
/// random letters and digits drawn by the hub, so that a restored hub can't give the same epoch twice.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<JournalEpoch>))]
public readonly record struct JournalEpoch : IIdentifier<JournalEpoch>
{
    private JournalEpoch(string value) => Value = value;

    public static JournalEpoch First { get; } = new("1");

    public string Value { get; }

    /// <exception cref="FormatException">The text is not 1 to 12 upper-case letters or digits.</exception>
    public static JournalEpoch Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not a journal epoch.");

    public static bool TryParse(string? text, out JournalEpoch id)
    {
        id = default;
        if (text is null || text.Length is 0 or > 12 || !text.All(IdentifierText.IsCodeCharacter)) return false;
        id = new JournalEpoch(text);
        return true;
    }

    public override string ToString() => Value;
}
