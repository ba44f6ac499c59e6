using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <param name="Current">The default price of now; null without one.</param>
/// <param name="Prices">All default prices, oldest first, future ones included.</param>
/// <param name="StorePrices">Prices of single stores, oldest first.</param>
public sealed record VariantView(
    VariantRow Variant, IReadOnlyList<string> Barcodes, PriceRow? Current, IReadOnlyList<PriceRow> Prices, IReadOnlyList<StorePriceRow> StorePrices);
