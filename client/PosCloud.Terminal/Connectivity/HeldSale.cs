namespace PosCloud.Terminal.Connectivity;

/// <summary>A sale in quarantine: kept whole, decided by a person.</summary>
/// <param name="Receipt">Receipt number, or the kind of fact where there is none.</param>
/// <param name="What">Time and amount in words.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record HeldSale(string Receipt, string What, string Reason);
