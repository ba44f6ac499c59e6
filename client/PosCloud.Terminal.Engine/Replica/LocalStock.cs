using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Stock of one sku in this store as this terminal knows it.</summary>
/// <param name="OnHand">The hub's number in the replica; null when it keeps none.</param>
/// <param name="Available">On hand plus own movements that the replica doesn't include yet.</param>
/// <param name="AsOf">Hub time at which the replica was complete.</param>
public sealed record LocalStock(Sku Sku, Quantity Available, Quantity? OnHand, DateTimeOffset? AsOf);
