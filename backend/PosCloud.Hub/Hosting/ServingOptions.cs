using System.ComponentModel.DataAnnotations;

namespace PosCloud.Hub.Hosting;

/// <summary>How the hub process serves; section <c>Hub</c>, beside the storage's own options.</summary>
public sealed class ServingOptions
{
    public const string Section = "Hub";

    /// <summary>Name of the merchant, shown on the dashboard.</summary>
    [Required(AllowEmptyStrings = false), MaxLength(100)]
    public string Merchant { get; set; } = "PosCloud";

    /// <summary>What a device is to enter beside its code; null: the first address the hub listens on.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    /// <summary>Where people find the dashboard, for links; null: the hub's host and the next port.</summary>
    [Url]
    public string? DashboardUrl { get; set; }

    /// <summary>Connection string of the Redis that joins several nodes to one hub; null: this is the only node. Holds a password; set it by environment.</summary>
    public string? Redis { get; set; }

    /// <summary>Folder of the hub's keys, shared by all nodes; null: the data folder.</summary>
    public string? KeyDirectory { get; set; }

    /// <summary>IP address of this machine by which other nodes and dashboards reach this one; null: loopback, with Redis the machine's own.</summary>
    public string? NodeAddress { get; set; }

    /// <summary>Port between the hub's nodes; null: the first address's port + 5.</summary>
    [Range(1, 65_535)]
    public int? SiloPort { get; set; }

    /// <summary>Port on which dashboards connect; null: the first address's port + 6. Never open it to a public network.</summary>
    [Range(1, 65_535)]
    public int? GatewayPort { get; set; }

    /// <summary>Nudges per stream are at least this far apart, in milliseconds.</summary>
    [Range(0, 60_000)]
    public int NudgeIntervalMilliseconds { get; set; } = 250;

    /// <summary>Nudges of the catalogue reach terminals spread over this time, in milliseconds, because every terminal will fetch.</summary>
    [Range(0, 60_000)]
    public int CatalogueNudgeSpreadMilliseconds { get; set; } = 2_000;

    /// <summary>Wrong enrolment codes from one address within a minute before it has to wait.</summary>
    [Range(1, 10_000)]
    public int WrongCodesPerMinute { get; set; } = 10;

    /// <summary>Wrong enrolment codes from all addresses within a minute before everybody has to wait.</summary>
    [Range(1, 100_000)]
    public int WrongCodesPerMinuteOverall { get; set; } = 100;

    /// <summary>Syncs answered at the same time; more wait, and then are told to come back.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentSyncs { get; set; } = 64;

    /// <summary>Ready-made replicas sent at the same time; further terminals are told to come back.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentDownloads { get; set; } = 32;

    /// <summary>Syncs that may wait for their turn; up to 1 MiB of each waits in memory.</summary>
    [Range(0, 100_000)]
    public int MaxWaitingSyncs { get; set; } = 256;
}
