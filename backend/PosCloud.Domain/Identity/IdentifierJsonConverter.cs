using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>Writes an identifier as its text; text that isn't one is a <see cref="JsonException"/>.</summary>
public sealed class IdentifierJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IIdentifier<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return TId.TryParse(text, out var id) ? id : throw new JsonException($"'{text}' is not a {typeof(TId).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
