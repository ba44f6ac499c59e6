using System.Globalization;
using System.Text;

namespace PosCloud.Dashboard.Export;

/// <summary>A CSV file as spreadsheets read it: UTF-8 with a mark, CRLF, quotes where needed.</summary>
public sealed class CsvFile
{
    private readonly StringBuilder _text = new();

    public CsvFile(params IEnumerable<string> columns) => Add(columns);

    /// <summary>Adds a row. Numbers and times are written the same for every culture.</summary>
    public CsvFile Add(params IEnumerable<object?> cells)
    {
        _text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        return this;
    }

    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(_text.ToString())];

    public override string ToString() => _text.ToString();

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quote(Harmless(text)),
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => Quote(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Quote(value.ToString() ?? ""),
    };

    // A spreadsheet runs a cell that begins like a formula; names of products are other people's text.
    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
