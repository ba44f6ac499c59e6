namespace PosCloud.Simulation.World;

/// <summary>A backup of the hub.</summary>
/// <param name="Epoch">The hub's epoch when it began.</param>
/// <param name="File">The copy.</param>
internal sealed record Backup(string Name, string Epoch, string File)
{
    /// <summary>When somebody saw that it can be restored; null before that.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }
}
