using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>Writes an id as a lower-case UUID; the empty UUID is a <see cref="JsonException"/>.</summary>
public sealed class UuidJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IUuid<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetGuid(out var value) && value != Guid.Empty
            ? TId.From(value)
            : throw new JsonException($"A {typeof(TId).Name} must be a UUID.");

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
