using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PosCloud.Protocol.Tables;

/// <summary>
/// A row as people and scripts compare it: a JSON object with the columns in manifest order. Hub and terminal print the
/// same bytes for equal rows; rows are listed in the ordinal order of their keys.
/// </summary>
public static class RowLine
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="values">As <see cref="RowJson.Read"/> gives them.</param>
    public static string Write(SyncedTable table, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(values);
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        writer.WriteStartObject();
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var name = table.Columns[i].Name;
            switch (values[i])
            {
                case null:
                    writer.WriteNull(name);
                    break;
                case string text:
                    writer.WriteString(name, text);
                    break;
                case long number:
                    writer.WriteNumber(name, number);
                    break;
                default:
                    throw new ArgumentException($"Column {table.Name}.{name} can't hold {values[i]}.", nameof(values));
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
