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

    /// <summary>
    /// Answer to a request without facts: the hub has more of this journal, up to the sequence and chain hash in the answer.
    /// A terminal whose journal lacks that fact runs on an old copy of its files, and goes on in the new epoch.
    /// </summary>
    Behind = 3,
}
