using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>One edit of a product inside its transaction: checks every field first, then publishes all of it.</summary>
internal sealed class ProductEditing(HubTransaction transaction, ProductEdit edit, string by)
{
    private readonly List<StateChange> _changes = [];
    private readonly HashSet<string> _skus = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _barcodes = new(StringComparer.Ordinal);

    public async Task<EditResult> RunAsync()
    {
        await CatalogueLock.TakeAsync(transaction);
        var name = edit.Name.Trim();
        if (name.Length is 0 or > FactRules.MaxTextLength) return EditResult.Refused($"A product's name has 1 to {FactRules.MaxTextLength} characters.");
        if (edit.Unit is not ("piece" or "kg")) return EditResult.Refused("The unit is piece or kg.");
        if (edit.Variants.Count == 0 && edit.Product is null) return EditResult.Refused("A product needs at least one sku.");
        if (!await transaction.Context.TaxRates.AnyAsync(t => t.Id == edit.TaxRate)) return EditResult.Refused($"There is no tax rate {edit.TaxRate}.");
        var old = edit.Product is null ? null : await transaction.Context.Products.AsNoTracking().FirstOrDefaultAsync(p => p.Id == edit.Product);
        if (edit.Product is not null && old is null) return EditResult.Refused("There is no such product any more.");
        if (old is not null && edit.Seen is { } seen && !await StandsAsync(old, seen))
            return EditResult.Refused("Somebody else changed this product meanwhile. Open it again to see how it stands; nothing of this edit is saved.");
        var product = await ProductAsync(old, name);
        _changes.Add(CatalogueRows.Of(product));
        for (var i = 0; i < edit.Variants.Count; i++)
        {
            if (await AddVariantAsync(product.Id, edit.Variants[i], i + 1) is { } problem) return EditResult.Refused(problem);
        }

        if (await AddBarcodesAsync() is { } wrong) return EditResult.Refused(wrong);
        await AuditLog.WriteAsync(transaction, by, "product", $"Saved product {name}.", target: product.Id);
        return new EditResult(null, product.Id, 0, await StreamPublisher.PublishAsync(transaction, _changes));
    }

    /// <summary>Whether the product is still what the person saw. Prices are compared by nobody: an edit sends only those it changes.</summary>
    private async Task<bool> StandsAsync(ProductRow old, ProductEdit seen)
    {
        if ((old.Name, old.Category, old.Unit, old.TaxRate, old.Active) != (seen.Name, seen.Category, seen.Unit, seen.TaxRate, seen.Active)) return false;
        var variants = await transaction.Context.Variants.AsNoTracking().Where(v => v.Product == old.Id).ToListAsync();
        var barcodes = (await (from b in transaction.Context.Barcodes.AsNoTracking() join v in transaction.Context.Variants on b.Sku equals v.Sku where v.Product == old.Id select b)
            .ToListAsync()).ToLookup(b => b.Sku, b => b.Code);
        return variants.Count == seen.Variants.Count && variants.TrueForAll(v => seen.Variants.Any(s =>
            s.Sku == v.SkuShown && s.Options == v.Options && s.Active == v.Active && s.Barcodes.ToHashSet(StringComparer.Ordinal).SetEquals(barcodes[v.Sku])));
    }

    private async Task<ProductRow> ProductAsync(ProductRow? old, string name)
    {
        var category = string.IsNullOrWhiteSpace(edit.Category) ? "Other" : edit.Category.Trim();
        var known = await transaction.Context.Products.Where(p => p.Category == category).Select(p => (long?)p.CategoryPosition).FirstOrDefaultAsync();
        return new ProductRow
        {
            Id = old?.Id ?? Guid.CreateVersion7(transaction.Now).ToString("D"),
            Name = name,
            Language = edit.Language ?? old?.Language,
            Category = category,
            CategoryPosition = known ?? (await transaction.Context.Products.MaxAsync(p => (long?)p.CategoryPosition) ?? 0) + 1,
            TaxRate = edit.TaxRate,
            Unit = edit.Unit,
            Position = old?.Position ?? (await transaction.Context.Products.MaxAsync(p => (long?)p.Position) ?? 0) + 1,
            Active = edit.Active,
        };
    }

    private async Task<string?> AddVariantAsync(string product, VariantEdit variant, int position)
    {
        if (!Sku.TryParse(variant.Sku, out var sku)) return $"'{variant.Sku}' is not a sku.";
        if (!_skus.Add(sku.Value)) return $"The sku {sku} is there twice.";
        if (variant.Options.Length > FactRules.MaxTextLength) return $"The options of {sku} are too long.";
        var old = await transaction.Context.Variants.AsNoTracking().FirstOrDefaultAsync(v => v.Sku == sku.Value);
        if (old is not null && old.Product != product) return $"The sku {sku} belongs to another product.";
        _changes.Add(CatalogueRows.Of(new VariantRow
        {
            Sku = sku.Value,
            SkuShown = variant.Sku.Trim(),
            Product = product,
            Options = variant.Options.Trim(),
            Position = position,
            Active = variant.Active,
        }));
        return ReadBarcodes(sku, variant.Barcodes) ?? await AddPriceAsync(sku, variant);
    }

    private string? ReadBarcodes(Sku sku, IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            if (!Barcode.TryParse(text, out var code)) return $"'{text}' is not a barcode.";
            if (!_barcodes.TryAdd(code.Value, sku.Value) && _barcodes[code.Value] != sku.Value) return $"The barcode {code} is at both {_barcodes[code.Value]} and {sku}.";
        }

        return null;
    }

    /// <summary>For all skus of the edit at once: a barcode may go from one of them to another.</summary>
    private async Task<string?> AddBarcodesAsync()
    {
        var codes = _barcodes.Keys.ToList();
        var owners = await transaction.Context.Barcodes.AsNoTracking().Where(b => _skus.Contains(b.Sku) || codes.Contains(b.Code)).ToListAsync();
        if (owners.Find(b => !_skus.Contains(b.Sku)) is { } foreign) return $"The barcode {foreign.Code} belongs to {foreign.Sku}.";
        _changes.AddRange(owners.Where(b => !_barcodes.ContainsKey(b.Code)).Select(b => StateChange.Delete(SyncedTables.Barcode, b.Code)));
        _changes.AddRange(_barcodes.Where(c => !owners.Exists(b => b.Code == c.Key && b.Sku == c.Value)).Select(c => StateChange.Put(SyncedTables.Barcode, c.Key, c.Value)));
        return null;
    }

    private async Task<string?> AddPriceAsync(Sku sku, VariantEdit variant)
    {
        if (variant.Price is not { } price) return null;
        if (price.IsNegative) return $"The price of {sku} is negative.";
        var known = await transaction.Context.Prices.AsNoTracking().Where(p => p.Sku == sku.Value).ToListAsync();
        if (known.Count > 0 && known[0].Currency != price.Currency.Code) return $"The default list is in {known[0].Currency}.";
        if (CatalogueRows.Current(known, transaction.Now)?.Amount == price.MinorUnits) return null;
        _changes.Add(CatalogueRows.NewPrice(sku, price, known.Count == 0 ? 0 : transaction.NowMilliseconds, known));
        return null;
    }
}
