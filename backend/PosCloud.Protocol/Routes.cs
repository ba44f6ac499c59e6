namespace PosCloud.Protocol;

/// <summary>Paths and header names of the hub's HTTP interface.</summary>
public static class Routes
{
    public const string Enrol = "/v1/enrol";
    public const string Sync = "/v1/sync";

    /// <summary>Ready-made replicas; the file's name follows after a slash.</summary>
    public const string Bootstrap = "/v1/bootstrap";

    /// <summary>What a terminal asks before and after an engine that moves rows by itself.</summary>
    public const string Hello = "/v1/hello";

    /// <summary>What is left on a voucher or of a customer's points.</summary>
    public const string Credit = "/v1/credit";

    /// <summary>The Dotmim engine's messages, where a hub serves it.</summary>
    public const string Dotmim = "/v1/dotmim";

    /// <summary>SignalR hub; the only message to a terminal is <see cref="NudgeMethod"/>.</summary>
    public const string Nudge = "/v1/nudge";

    /// <summary>Tells a terminal that a stream moved; argument: the stream's name.</summary>
    public const string NudgeMethod = "nudge";

    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Metrics = "/metrics";

    /// <summary>Media type of a sync request's body.</summary>
    public const string SyncMediaType = "application/x-poscloud-sync";

    /// <summary>Header in which a device whose credential was refused shows its enrolment certificate.</summary>
    public const string CertificateHeader = "PosCloud-Certificate";

    /// <summary>Media type of a ready-made replica: a SQLite file compressed with Brotli.</summary>
    public const string ReplicaMediaType = "application/x-poscloud-replica";
}
