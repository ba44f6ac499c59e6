using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.HubStorage.Ledger;

/// <summary>On hand after a commit; of two, the one with the higher version is newer.</summary>
public readonly record struct CommittedStock(StoreId Store, Sku Sku, Quantity OnHand, long Version);
