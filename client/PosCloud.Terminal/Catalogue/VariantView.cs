using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Catalogue;

/// <summary>One variant in the picker.</summary>
/// <param name="Sku">What is sold.</param>
/// <param name="ShownSku">The sku as people write it.</param>
/// <param name="Options">The variant in words, "M, Forest".</param>
/// <param name="Price">What it costs; null when the price isn't known.</param>
/// <param name="StockWords">How many are left, in words.</param>
/// <param name="StockLow">True when the words are a warning.</param>
public sealed record VariantView(Sku Sku, string ShownSku, string Options, Money? Price, string? StockWords, bool StockLow);
