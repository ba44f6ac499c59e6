using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>Position of a fact in a journal epoch: 1, 2, 3 … without gaps; 0 means "before the first".</summary>
[JsonConverter(typeof(JournalSequenceJsonConverter))]
public readonly record struct JournalSequence(long Value) : IComparable<JournalSequence>
{
    public static JournalSequence None { get; }

    public JournalSequence Next() => new(checked(Value + 1));

    public int CompareTo(JournalSequence other) => Value.CompareTo(other.Value);

    public static bool operator <(JournalSequence left, JournalSequence right) => left.Value < right.Value;

    public static bool operator >(JournalSequence left, JournalSequence right) => left.Value > right.Value;

    public static bool operator <=(JournalSequence left, JournalSequence right) => left.Value <= right.Value;

    public static bool operator >=(JournalSequence left, JournalSequence right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes a sequence as a JSON number of at least 0.</summary>
    public sealed class JournalSequenceJsonConverter : JsonConverter<JournalSequence>
    {
        public override JournalSequence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = reader.GetInt64();
            return value >= 0 ? new JournalSequence(value) : throw new JsonException("A journal sequence can't be negative.");
        }

        public override void Write(Utf8JsonWriter writer, JournalSequence value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }
}
