namespace PosCloud.Grains.Contracts.Catalogue;

/// <summary>Products and prices, edited on the hub only; key: any, stateless.</summary>
[Alias("poscloud.ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    [Alias("list"), RequiresRole(Roles.Viewer)]
    Task<Page<ProductItem>> ListAsync(string? search, string? category, string? after, int limit);

    [Alias("get"), RequiresRole(Roles.Viewer)]
    Task<ProductDetail?> GetAsync(string product);

    [Alias("categories"), RequiresRole(Roles.Viewer)]
    Task<IReadOnlyList<string>> CategoriesAsync();

    [Alias("taxes"), RequiresRole(Roles.Viewer)]
    Task<IReadOnlyList<TaxRateItem>> TaxRatesAsync();

    /// <summary>Creates the product when its id is null. Refused with the reason when a field is wrong; nothing changed then.</summary>
    [Alias("save"), RequiresRole(Roles.Manager)]
    Task<ChangeOutcome> SaveAsync(ProductEdit edit);

    /// <param name="store">Null for the default list.</param>
    /// <param name="validFrom">Null for at once.</param>
    [Alias("price"), RequiresRole(Roles.Manager)]
    Task<ChangeOutcome> SetPriceAsync(string sku, string? store, Amount price, DateTimeOffset? validFrom);

    /// <summary>Checks or imports a CSV file (header in commands.md); any error and nothing is imported.</summary>
    [Alias("import"), RequiresRole(Roles.Manager)]
    Task<ImportOutcome> ImportAsync(string csv, string store, bool dryRun);
}
