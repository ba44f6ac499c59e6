namespace PosCloud.HubStorage.Backups;

/// <summary>What became of a restore.</summary>
public abstract record RestoreOutcome
{
    private RestoreOutcome()
    {
    }

    /// <param name="Epoch">The new hub epoch.</param>
    /// <param name="Facts">Facts in the restored database; terminals send again what is missing.</param>
    /// <param name="KeptAs">The database that was replaced; null when there was none.</param>
    /// <param name="Listed">What a person should look at: moves and revocations since the backup.</param>
    public sealed record Restored(string Epoch, long Facts, string? KeptAs, IReadOnlyList<string> Listed) : RestoreOutcome;

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(string Problem, bool IsDamage) : RestoreOutcome;
}
