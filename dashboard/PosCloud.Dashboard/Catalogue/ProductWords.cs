using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Catalogue;

namespace PosCloud.Dashboard.Catalogue;

/// <summary>A product's words in the list.</summary>
public static class ProductWords
{
    public static string Address(ProductItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return "/catalogue/products/" + Uri.EscapeDataString(item.Product);
    }

    /// <summary>"€2.50", or "€2.50 to €4.00" over its variants.</summary>
    public static string Price(ProductItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var prices = item.Variants.Select(variant => variant.Price).OfType<Amount>().OrderBy(price => price.MinorUnits).ToList();
        return prices.Count == 0 ? "no price" : prices[0] == prices[^1] ? prices[0].Text() : $"{prices[0].Text()} to {prices[^1].Text()}";
    }

    /// <summary>The sku, or how many variants there are.</summary>
    public static string Skus(ProductItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Variants.Count == 1 ? item.Variants[0].SkuShown : Plural.Of(item.Variants.Count, "variant");
    }
}
