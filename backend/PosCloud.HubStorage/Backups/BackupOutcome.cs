namespace PosCloud.HubStorage.Backups;

/// <summary>What became of a backup.</summary>
public abstract record BackupOutcome
{
    private BackupOutcome()
    {
    }

    /// <param name="File">Full path.</param>
    /// <param name="Epoch">Hub epoch that the copy belongs to.</param>
    /// <param name="Facts">Facts in the copy.</param>
    /// <param name="Verified">The copy itself was recomputed from its facts and adds up.</param>
    public sealed record Made(string File, string Epoch, long Facts, long Bytes, bool Verified) : BackupOutcome;

    /// <summary>This database is backed up by its own tool; the hub has noted the beginning.</summary>
    /// <param name="Advice">What to run, and what to tell the hub afterwards.</param>
    public sealed record Begun(string Epoch, long Facts, string Advice) : BackupOutcome;

    /// <summary>The operator vouches for a backup made with the database's own tool.</summary>
    public sealed record Registered(string Epoch, long Facts) : BackupOutcome;

    /// <summary>Nothing was left behind under the name that was asked for.</summary>
    public sealed record Failed(string Problem, bool IsDamage) : BackupOutcome;
}
