using PosCloud.Domain.Identity;

namespace PosCloud.Grains.Stock;

/// <summary>Key of a SKU grain, <c>store/sku</c>. A store code has no slash, a sku may have some.</summary>
public readonly record struct SkuKey(StoreId Store, Sku Sku)
{
    public static SkuKey Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return new SkuKey(StoreId.Parse(key[..slash]), Sku.Parse(key[(slash + 1)..]));
    }

    public override string ToString() => $"{Store}/{Sku}";
}
