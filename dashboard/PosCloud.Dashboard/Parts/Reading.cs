namespace PosCloud.Dashboard.Parts;

/// <summary>How reading something from the hub went.</summary>
public abstract class Reading
{
    /// <summary>A read has succeeded at least once; the value may still be null when there is no such thing.</summary>
    public bool Known { get; protected set; }

    /// <summary>Why the last read failed, in words; null when it didn't.</summary>
    public string? Problem { get; protected set; }
}
