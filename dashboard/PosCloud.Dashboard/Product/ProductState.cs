using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Catalogue;

namespace PosCloud.Dashboard.Product;

/// <summary>A product while it is edited, and what is wrong with it before the hub is asked.</summary>
public sealed class ProductState
{
    private readonly string? _product;
    private ProductEdit? _seen;

    private ProductState(string? product, string currency) => (_product, Currency) = (product, currency);

    public string Name { get; set; } = "";

    public string Category { get; set; } = "";

    public string Unit { get; set; } = "piece";

    public string TaxRate { get; set; } = "";

    public bool Active { get; set; } = true;

    public List<VariantForm> Variants { get; } = [];

    /// <summary>Currency of the prices in the fields.</summary>
    public string Currency { get; }

    public bool IsNew => _product is null;

    public static ProductState New(string currency, IReadOnlyList<TaxRateItem> taxes)
    {
        ArgumentNullException.ThrowIfNull(taxes);
        return new ProductState(null, currency) { TaxRate = taxes.Count > 0 ? taxes[0].Id : "", Variants = { new VariantForm() } };
    }

    public static ProductState Of(ProductDetail detail, string currency)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var item = detail.Item;
        var state = new ProductState(item.Product, item.Variants.Select(variant => variant.Price?.Currency).FirstOrDefault(code => code is not null) ?? currency)
        {
            Name = item.Name, Category = item.Category, Unit = item.Unit, TaxRate = detail.TaxRate, Active = item.Active,
        };
        state.Variants.AddRange(item.Variants.Select(VariantForm.Of));
        state._seen = state.ToEdit();
        return state;
    }

    /// <summary>The first thing that is wrong, in words; null when it can be sent.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            return "The product needs a name.";
        }

        if (string.IsNullOrWhiteSpace(Category))
        {
            return "The product needs a category; it is where cashiers look for it.";
        }

        if (Variants.Count == 0 || Variants.Any(variant => string.IsNullOrWhiteSpace(variant.Sku)))
        {
            return "Each variant needs a sku.";
        }

        if (Variants.GroupBy(variant => variant.Sku.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return $"Sku {twice.Key} is there twice.";
        }

        return Variants.FirstOrDefault(variant => PriceWrong(variant)) is { } wrong
            ? $"“{wrong.Price}” isn't a price in {Currency}; it looks like 2.50."
            : null;
    }

    public ProductEdit ToEdit() => new(
        _product, Name.Trim(), Category.Trim(), Unit, TaxRate, Active,
        [.. Variants.Select(variant => new VariantEdit(
            variant.Sku.Trim(), variant.Options.Trim(), variant.Barcodes.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), NewPrice(variant), variant.Active))],
        _seen);

    private bool PriceWrong(VariantForm variant) =>
        (variant.Price.Trim().Length > 0 || !variant.Exists) && PriceText.Parse(variant.Price, Currency) is null;

    private Amount? NewPrice(VariantForm variant) =>
        variant.Price.Trim() == variant.PriceBefore ? null : PriceText.Parse(variant.Price, Currency);
}
