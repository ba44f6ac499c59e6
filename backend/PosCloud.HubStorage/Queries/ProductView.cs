using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <param name="TaxRatePartsPerMillion">Of the product's tax rate.</param>
public sealed record ProductView(ProductRow Product, long TaxRatePartsPerMillion, IReadOnlyList<VariantView> Variants);
