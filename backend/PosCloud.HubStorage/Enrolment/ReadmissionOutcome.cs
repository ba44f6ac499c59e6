namespace PosCloud.HubStorage.Enrolment;

/// <summary>Whether a device came back by its certificate.</summary>
/// <param name="Problem">Why not; null when it did.</param>
public sealed record ReadmissionOutcome(string? Problem)
{
    public bool Done => Problem is null;
}
