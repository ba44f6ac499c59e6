using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Intake;

/// <summary>The rows that one fact makes.</summary>
/// <param name="Rows">New rows of its own.</param>
/// <param name="Shift">What it says about its shift, to be merged with what other facts say; null for most facts.</param>
internal sealed record ProjectedFact(IReadOnlyList<StateChange> Rows, ShiftPart? Shift)
{
    public static ProjectedFact Nothing { get; } = new([], null);
}
