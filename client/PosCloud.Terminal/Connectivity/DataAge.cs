namespace PosCloud.Terminal.Connectivity;

/// <summary>How fresh one kind of data is.</summary>
/// <param name="Name">Prices, stock, orders …</param>
/// <param name="At">When it was last known to be complete; null when it never was.</param>
public sealed record DataAge(string Name, DateTimeOffset? At);
