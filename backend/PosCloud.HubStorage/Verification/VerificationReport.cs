namespace PosCloud.HubStorage.Verification;

/// <summary>What a verification counted and found.</summary>
/// <param name="Violations">In words, at most 200; empty when everything holds.</param>
public sealed record VerificationReport(long Facts, long Orders, long Movements, long Quarantined, IReadOnlyList<string> Violations)
{
    public bool Ok => Violations.Count == 0;
}
