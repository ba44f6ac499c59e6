namespace PosCloud.Grains.Contracts.Terminals;

/// <param name="Up">Rows made from this terminal's facts.</param>
/// <param name="Down">Rows sent to it.</param>
[GenerateSerializer, Immutable, Alias("poscloud.table-rows")]
public sealed record TableRows([property: Id(0)] string Table, [property: Id(1)] long Up, [property: Id(2)] long Down);
