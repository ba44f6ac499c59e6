using CsvHelper;
using PosCloud.Domain.Measures;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Reads a catalogue's CSV and checks every field; knows nothing of the database.</summary>
internal sealed class CatalogueFile
{
    public const int MaxErrors = 100;
    public const int MaxRows = 1_000_000;

    private static readonly string[] Required = ["sku", "barcode", "name", "category", "unit_price", "tax_rate", "unit", "opening_stock"];

    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ',',
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private readonly List<CatalogueFileRow> _rows = [];
    private readonly List<CatalogueImportError> _errors = [];

    private CatalogueFile()
    {
    }

    public IReadOnlyList<CatalogueFileRow> Rows => _rows;

    public IReadOnlyList<CatalogueImportError> Errors => _errors;

    /// <summary>Prices with more decimals than the currency has, rounded half away from zero.</summary>
    public int RoundedPrices { get; private set; }

    public static CatalogueFile Read(TextReader text, Currency currency)
    {
        var file = new CatalogueFile();
        using var csv = CsvReader.Create(text, Options);
        try
        {
            file.ReadAll(csv, currency);
        }
        catch (CsvFormatException problem)
        {
            file.Add((int)problem.LineNumber, "", "The row can't be read as CSV: " + problem.Message);
        }

        return file;
    }

    private void ReadAll(CsvReader csv, Currency currency)
    {
        if (csv.Headers.Count == 0)
        {
            Add(1, "", "The file is empty.");
            return;
        }

        foreach (var missing in Required.Where(r => !csv.TryGetFieldIndex(r, out _))) Add(1, missing, $"The header has no column {missing}.");
        if (_errors.Count > 0) return;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var barcodes = new Dictionary<string, int>(StringComparer.Ordinal);
        while (csv.Read() && _errors.Count < MaxErrors)
        {
            var line = (int)csv.LineNumber;
            if (_rows.Count == MaxRows)
            {
                Add(line, "", $"The file has more than {MaxRows} rows.");
                return;
            }

            if (csv.FieldCount != csv.Headers.Count)
            {
                Add(line, "", $"The row has {csv.FieldCount} fields, the header {csv.Headers.Count}.");
                continue;
            }

            AddRow(csv, line, currency, seen, barcodes);
        }
    }

    private void AddRow(CsvReader csv, int line, Currency currency, Dictionary<string, int> seen, Dictionary<string, int> barcodes)
    {
        var reader = new CatalogueFieldReader(csv, line, _errors);
        var row = reader.Read(currency);
        if (row is null) return;
        if (reader.PriceWasRounded) RoundedPrices++;
        if (!seen.TryAdd(row.Sku.Value, line)) Add(line, "sku", $"{row.Sku} stands in row {seen[row.Sku.Value]} already.");
        foreach (var code in row.Barcodes)
        {
            if (!barcodes.TryAdd(code.Value, line)) Add(line, "barcode", $"{code} stands in row {barcodes[code.Value]} already.");
        }

        _rows.Add(row);
    }

    private void Add(int row, string column, string message) => _errors.Add(new CatalogueImportError(row, column, message));
}
