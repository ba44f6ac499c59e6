using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PosCloud.Protocol.Tables;

/// <summary>
/// A row as it travels, is hashed and is stored in the hub's change feed: a JSON array of its columns in manifest order,
/// written one way only, so equal rows have equal text.
/// </summary>
public static class RowJson
{
    /// <summary>Stands between the parts of a key; no key contains it.</summary>
    public const char KeySeparator = '\u001f';

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="values">One per column: string, long (or int, bool), or null.</param>
    /// <exception cref="ArgumentException">The number or a kind of the values doesn't fit the table.</exception>
    public static string Write(SyncedTable table, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != table.Columns.Count) throw new ArgumentException($"{table.Name} has {table.Columns.Count} columns, not {values.Count}.", nameof(values));
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        writer.WriteStartArray();
        for (var i = 0; i < values.Count; i++) WriteValue(writer, table, table.Columns[i], values[i]);
        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a row's values: string, long or null per column. A shorter row is one of an older schema; missing columns are null.</summary>
    /// <exception cref="FormatException">Not a row of this table.</exception>
    public static object?[] Read(SyncedTable table, string json)
    {
        ArgumentNullException.ThrowIfNull(table);
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            var values = new object?[table.Columns.Count];
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw Bad(table);
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                if (i >= values.Length) continue;
                values[i] = (reader.TokenType, table.Columns[i].Kind) switch
                {
                    (JsonTokenType.Null, _) when table.Columns[i].Nullable => null,
                    (JsonTokenType.String, ColumnKind.Text) => reader.GetString(),
                    (JsonTokenType.Number, ColumnKind.Integer) => reader.GetInt64(),
                    _ => throw Bad(table),
                };
            }

            return values;
        }
        catch (JsonException)
        {
            throw Bad(table);
        }
    }

    /// <summary>The row's key as one text: its key columns joined by <see cref="KeySeparator"/>.</summary>
    public static string KeyOf(SyncedTable table, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(values);
        return string.Join(KeySeparator, Enumerable.Range(0, table.KeyLength)
            .Select(i => Convert.ToString(values[i], CultureInfo.InvariantCulture)));
    }

    private static void WriteValue(Utf8JsonWriter writer, SyncedTable table, Column column, object? value)
    {
        switch (value, column.Kind)
        {
            case (null, _) when column.Nullable:
                writer.WriteNullValue();
                break;
            case (string text, ColumnKind.Text):
                writer.WriteStringValue(text);
                break;
            case (long number, ColumnKind.Integer):
                writer.WriteNumberValue(number);
                break;
            case (int number, ColumnKind.Integer):
                writer.WriteNumberValue(number);
                break;
            case (bool flag, ColumnKind.Integer):
                writer.WriteNumberValue(flag ? 1 : 0);
                break;
            default:
                throw new ArgumentException($"Column {table.Name}.{column.Name} can't hold {value ?? "null"}.");
        }
    }

    private static FormatException Bad(SyncedTable table) => new($"Not a row of table {table.Name}.");
}
