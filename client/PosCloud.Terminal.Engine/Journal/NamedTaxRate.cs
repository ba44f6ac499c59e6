using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>A tax rate with the name people know it by.</summary>
public sealed record NamedTaxRate(string Id, string Name, TaxRate Rate);
