using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>What an import did, or would do.</summary>
/// <param name="Created">New skus.</param>
/// <param name="Updated">Known skus of which something changed.</param>
/// <param name="RoundedPrices">Prices with more decimals than the currency has.</param>
/// <param name="Errors">If there are any, nothing was imported.</param>
/// <param name="Moved">Streams that the import moved.</param>
public sealed record CatalogueImportResult(
    int Rows, int Created, int Updated, int RoundedPrices, IReadOnlyList<CatalogueImportError> Errors, IReadOnlyList<PublishedStream> Moved);
