namespace PosCloud.Protocol.Sync;

/// <summary>Answer to an upload.</summary>
public enum UploadOutcome
{
    /// <summary>All facts are on the hub, accepted or in quarantine.</summary>
    Accepted = 0,

    /// <summary>Something before the first fact is missing; nothing was taken.</summary>
    Gap = 1,

    /// <summary>The facts don't continue the line the hub knows: they were kept on a new branch, and the device gets a new epoch.</summary>
    Forked = 2,

    /// <summary>The hub has more of this journal than the terminal: an old copy of its files.</summary>
    Behind = 3,
}
