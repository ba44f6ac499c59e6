using System.Globalization;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Compares a file with the catalogue and collects what has to change; positions follow the file.</summary>
internal sealed class CatalogueImportPlan(CatalogueState state, StoreId store, DateTimeOffset now)
{
    private readonly Dictionary<string, ProductRow> _products = new(StringComparer.Ordinal);
    private readonly HashSet<string> _productIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _productBefore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _variantCount = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _categories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taxRates = new(StringComparer.Ordinal);
    private readonly List<StateChange> _changes = [];
    private readonly Dictionary<Sku, long> _openings = [];
    private readonly List<CatalogueImportError> _errors = [];

    public IReadOnlyList<StateChange> Changes => _changes;

    /// <summary>Opening stock to set, in thousandths; decided again on the locked rows.</summary>
    public IReadOnlyDictionary<Sku, long> Openings => _openings;

    public IReadOnlyList<CatalogueImportError> Errors => _errors;

    public int Created { get; private set; }

    public int Updated { get; private set; }

    public void Add(CatalogueFileRow row)
    {
        var before = _changes.Count + _openings.Count;
        var rate = AddTaxRate(row.TaxRate);
        var product = AddProduct(row, rate);
        AddVariant(row, product);
        AddBarcodes(row);
        AddPrice(row);
        AddOpening(row);
        if (!state.Variants.ContainsKey(row.Sku.Value)) Created++;
        else if (_changes.Count + _openings.Count > before) Updated++;
    }

    /// <summary>Takes out products whose skus the file gave to others; called when all rows were added.</summary>
    public void RemoveEmptied()
    {
        if (_productBefore.Count == 0) return;
        var stay = state.Variants.Values.Where(v => !_productBefore.ContainsKey(v.Sku)).Select(v => v.Product).ToHashSet(StringComparer.Ordinal);
        foreach (var product in _productBefore.Values.Distinct(StringComparer.Ordinal).Where(p => !stay.Contains(p) && !_productIds.Contains(p)))
            _changes.Add(StateChange.Delete(SyncedTables.Product, product));
    }

    private string AddTaxRate(TaxRate rate)
    {
        var percent = rate.ToPercent().ToString("0.####", CultureInfo.InvariantCulture);
        if (_taxRates.Add(percent) && !state.TaxRates.ContainsKey(percent))
            _changes.Add(StateChange.Put(SyncedTables.TaxRate, percent, percent + " %", (long)rate.PartsPerMillion));
        return percent;
    }

    private ProductRow AddProduct(CatalogueFileRow row, string rate)
    {
        var key = row.ProductKey.Length == 0 ? "sku:" + row.Sku.Value : "key:" + row.ProductKey;
        if (_products.TryGetValue(key, out var known))
        {
            if (known.TaxRate != rate) _errors.Add(new CatalogueImportError(row.Row, "tax_rate", "Variants of one product have one tax rate."));
            if (known.Unit != row.Unit) _errors.Add(new CatalogueImportError(row.Row, "unit", "Variants of one product have one unit."));
            return known;
        }

        // Of the variants of one product that the file lists as goods of their own, the first keeps its id.
        var id = state.Variants.TryGetValue(row.Sku.Value, out var variant) ? variant.Product : "";
        if (id.Length == 0 || !_productIds.Add(id)) _productIds.Add(id = Guid.CreateVersion7(now).ToString("D"));
        if (!_categories.TryGetValue(row.Category, out var category)) _categories.Add(row.Category, category = _categories.Count + 1);
        var product = new ProductRow
        {
            Id = id,
            Name = row.Name,
            Language = row.Language,
            Category = row.Category,
            CategoryPosition = category,
            TaxRate = rate,
            Unit = row.Unit,
            Position = _products.Count + 1,
            Active = true,
        };
        _products.Add(key, product);
        if (!state.Products.TryGetValue(id, out var old) || !Same(old, product)) _changes.Add(CatalogueRows.Of(product));
        return product;
    }

    private void AddVariant(CatalogueFileRow row, ProductRow product)
    {
        var position = _variantCount[product.Id] = _variantCount.GetValueOrDefault(product.Id) + 1;
        var variant = new VariantRow
        {
            Sku = row.Sku.Value,
            SkuShown = row.SkuShown,
            Product = product.Id,
            Options = row.Options,
            Position = position,
            Active = true,
        };
        if (state.Variants.TryGetValue(variant.Sku, out var old) && old.Product == variant.Product && old.SkuShown == variant.SkuShown
            && old.Options == variant.Options && old.Position == variant.Position && old.Active) return;
        if (old is not null && old.Product != variant.Product) _productBefore.Add(variant.Sku, old.Product);
        _changes.Add(CatalogueRows.Of(variant));
    }

    private void AddBarcodes(CatalogueFileRow row)
    {
        foreach (var code in row.Barcodes)
        {
            if (state.Barcodes.TryGetValue(code.Value, out var old))
            {
                if (old.Sku != row.Sku.Value) _errors.Add(new CatalogueImportError(row.Row, "barcode", $"{code} belongs to {old.Sku}."));
                continue;
            }

            _changes.Add(StateChange.Put(SyncedTables.Barcode, code.Value, row.Sku.Value));
        }
    }

    private void AddPrice(CatalogueFileRow row)
    {
        var prices = state.Prices[row.Sku.Value].ToList();
        if (prices.Count == 0 || prices[^1].Currency == row.UnitPrice.Currency.Code)
        {
            var current = CatalogueRows.Current(prices, now);
            if (current?.Amount == row.UnitPrice.MinorUnits) return;
            _changes.Add(CatalogueRows.NewPrice(row.Sku, row.UnitPrice, prices.Count == 0 ? 0 : now.ToUnixTimeMilliseconds(), prices));
            return;
        }

        // The default list is in another currency: this store's prices replace it.
        var own = state.StorePrices[row.Sku.Value].ToList();
        if (CatalogueRows.Current(own, now)?.Amount == row.UnitPrice.MinorUnits) return;
        _changes.Add(CatalogueRows.NewStorePrice(store, row.Sku, row.UnitPrice, own.Count == 0 ? 0 : now.ToUnixTimeMilliseconds(), own));
    }

    /// <summary>Opening stock is set once; after that a count is how stock is corrected.</summary>
    private void AddOpening(CatalogueFileRow row)
    {
        var old = state.Stock.GetValueOrDefault(row.Sku.Value);
        var opening = row.Opening?.Thousandths ?? 0;
        if (old is null || (old.Opening == 0 && opening != 0)) _openings[row.Sku] = opening;
    }

    private static bool Same(ProductRow a, ProductRow b) => a.Name == b.Name && a.Language == b.Language && a.Category == b.Category
        && a.CategoryPosition == b.CategoryPosition && a.TaxRate == b.TaxRate && a.Unit == b.Unit && a.Position == b.Position && a.Active == b.Active;
}
