using System.Globalization;
using CsvHelper;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Reads the fields of one row; notes what is wrong with each.</summary>
internal sealed class CatalogueFieldReader(CsvReader csv, int line, List<CatalogueImportError> errors)
{
    private const NumberStyles Decimals = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    private readonly int _errorsBefore = errors.Count;

    public bool PriceWasRounded { get; private set; }

    /// <summary>Null when a field is wrong.</summary>
    public CatalogueFileRow? Read(Currency currency)
    {
        var shown = Field("sku");
        if (!Sku.TryParse(shown, out var sku)) Wrong("sku", $"'{shown}' is not a sku: 1 to {Sku.MaxLength} characters without control characters.");
        Readable("sku", shown);
        var name = Text("name", required: true);
        var category = Text("category", required: false);
        var price = Price(currency);
        var rate = Rate();
        var unit = Field("unit").ToLowerInvariant();
        if (unit is not ("piece" or "kg")) Wrong("unit", $"'{unit}' is not a unit: piece or kg.");
        var (barcodes, opening) = (Barcodes(), Opening());
        var row = new CatalogueFileRow(
            line, sku, shown, barcodes, name, Field("language") is { Length: > 0 and <= 35 } language ? language : null,
            category.Length == 0 ? "Other" : category, price, rate, unit, opening, Text("product", required: false), Text("variant", required: false));
        return errors.Count == _errorsBefore ? row : null;
    }

    private string Field(string column) => csv.TryGetFieldIndex(column, out var at) ? csv.GetString(at).Trim() : "";

    private string Text(string column, bool required)
    {
        var text = Field(column);
        if (required && text.Length == 0) Wrong(column, "The field is empty.");
        if (text.Length > FactRules.MaxTextLength) Wrong(column, $"The text has {text.Length} characters; {FactRules.MaxTextLength} is the most.");
        if (text.Any(char.IsControl)) Wrong(column, "The text has control characters.");
        Readable(column, text);
        return text;
    }

    // What a reader of UTF-8 puts where bytes mean nothing to it: the letter that stood there is gone.
    private void Readable(string column, string text)
    {
        if (text.Contains('\uFFFD', StringComparison.Ordinal)) Wrong(column, $"'{text}' has letters that can't be read. Save the file as CSV in UTF-8.");
    }

    private Money Price(Currency currency)
    {
        var text = Field("unit_price");
        if (!decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var price) || price is < 0 or > 1_000_000_000m)
        {
            Wrong("unit_price", $"'{text}' is not a price: a number of at least 0 with a decimal point.");
            return Money.Zero(currency);
        }

        var money = Money.FromDecimal(price, currency);
        PriceWasRounded = money.ToDecimal() != price;
        return money;
    }

    private TaxRate Rate()
    {
        var text = Field("tax_rate");
        if (decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var percent) && TaxRate.TryFromPercent(percent, out var rate)) return rate;
        Wrong("tax_rate", $"'{text}' is not a tax rate: 0 to 100 percent with at most four decimals.");
        return default;
    }

    private Quantity? Opening()
    {
        var text = Field("opening_stock");
        if (text.Length == 0) return null;
        if (decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var units) && Quantity.TryFromDecimal(units, out var quantity)
            && Math.Abs(quantity.Thousandths) <= FactRules.MaxMagnitude)
        {
            return quantity;
        }

        Wrong("opening_stock", $"'{text}' is not a quantity: a number with at most three decimals.");
        return null;
    }

    private List<Barcode> Barcodes()
    {
        var codes = new List<Barcode>();
        foreach (var text in Field("barcode").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Barcode.TryParse(text, out var code)) codes.Add(code);
            else Wrong("barcode", $"'{text}' is not a barcode: 1 to {Barcode.MaxLength} visible ASCII characters.");
        }

        return codes;
    }

    private void Wrong(string column, string message) => errors.Add(new CatalogueImportError(line, column, message));
}
