namespace PosCloud.Terminal.Engine.Sync;

/// <summary>Closed set of what a terminal can be towards its hub.</summary>
public enum ConnectivityKind
{
    NotEnrolled = 1,
    Online = 2,
    Syncing = 3,
    Offline = 4,

    /// <summary>Somebody switched the network off for this terminal.</summary>
    WorkingOffline = 5,

    /// <summary>The hub answered and said no; a person has to act.</summary>
    Refused = 6,
}
