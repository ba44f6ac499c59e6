using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>What an edit did.</summary>
/// <param name="Problem">Why nothing was changed, for the person who asked; null when it was.</param>
/// <param name="Id">What was edited: product id, sku or store.</param>
/// <param name="Version">Of a price: its version.</param>
/// <param name="Moved">Streams that the edit moved.</param>
public sealed record EditResult(string? Problem, string? Id, long Version, IReadOnlyList<PublishedStream> Moved)
{
    public bool Done => Problem is null;

    public static EditResult Refused(string problem) => new(problem, null, 0, []);
}
