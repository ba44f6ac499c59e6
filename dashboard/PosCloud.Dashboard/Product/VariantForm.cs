using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Catalogue;

namespace PosCloud.Dashboard.Product;

/// <summary>One variant while it is edited.</summary>
public sealed class VariantForm
{
    public string Sku { get; set; } = "";

    public string Options { get; set; } = "";

    /// <summary>Several are separated by spaces.</summary>
    public string Barcodes { get; set; } = "";

    public string Price { get; set; } = "";

    public bool Active { get; set; } = true;

    /// <summary>The sku is the key of its sales and stock, so it stays once it exists.</summary>
    public bool Exists { get; init; }

    /// <summary>The price as it was read; unchanged text isn't sent as a new price.</summary>
    public string PriceBefore { get; init; } = "";

    public static VariantForm Of(VariantItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var price = PriceText.ForField(item.Price);
        return new VariantForm
        {
            Sku = item.SkuShown, Options = item.Options, Barcodes = string.Join(' ', item.Barcodes), Price = price, Active = item.Active, Exists = true, PriceBefore = price,
        };
    }
}
