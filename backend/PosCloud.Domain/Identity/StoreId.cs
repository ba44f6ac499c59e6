using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>The code of a store within the merchant, for example <c>S1</c>: 1 to 8 letters or digits, upper case.</summary>
[JsonConverter(typeof(IdentifierJsonConverter<StoreId>))]
public readonly record struct StoreId : IIdentifier<StoreId>
{
    private StoreId(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text is not 1 to 8 upper-case letters or digits.</exception>
    public static StoreId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not a store code: use 1 to 8 letters A-Z or digits, for example S1.");

    public static bool TryParse(string? text, out StoreId id)
    {
        id = default;
        if (text is null || text.Length is 0 or > 8 || !text.All(IdentifierText.IsCodeCharacter)) return false;
        id = new StoreId(text);
        return true;
    }

    public override string ToString() => Value;
}
