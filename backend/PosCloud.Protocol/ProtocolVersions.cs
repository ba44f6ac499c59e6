namespace PosCloud.Protocol;

/// <summary>What this build speaks. Current and previous versions are served; an upload is never refused for its version.</summary>
public static class ProtocolVersions
{
    /// <summary>Version of requests and answers.</summary>
    public const int Protocol = 2;

    public const int OldestProtocol = 1;

    /// <summary>Version of <see cref="SyncedTables"/>.</summary>
    public const int Schema = 1;

    public const int OldestSchema = 1;
}
