using PosCloud.Domain.Identity;

namespace PosCloud.Grains.Reconciling;

/// <summary>What one run of reconciliation did.</summary>
/// <param name="Facts">Facts that are applied now and weren't before.</param>
/// <param name="Exceptions">Exceptions it raised.</param>
public sealed record ReconcileReport(long Facts, IReadOnlyCollection<StoreId> Stores, int Exceptions);
