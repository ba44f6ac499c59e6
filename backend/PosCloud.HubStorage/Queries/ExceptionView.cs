using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <param name="Name">Name of the product; null when there's none.</param>
/// <param name="OnHandNow">On hand at this moment, in thousandths.</param>
/// <param name="QuarantineId">For replaying, while the fact is in quarantine.</param>
/// <param name="Remedy">What a person can do, in words.</param>
public sealed record ExceptionView(ExceptionRow Row, string? Name, long? OnHandNow, string? QuarantineId, string Remedy);
