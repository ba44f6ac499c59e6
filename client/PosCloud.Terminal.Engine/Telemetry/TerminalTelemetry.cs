using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PosCloud.Terminal.Engine.Telemetry;

/// <summary>The terminal's instruments and spans, in one place.</summary>
public static class TerminalTelemetry
{
    /// <summary>Name of both the activity source and the meter.</summary>
    public const string Name = "PosCloud.Terminal";

    internal static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> FactsAppended =
        Meter.CreateCounter<long>("poscloud.terminal.facts", "{fact}", "Facts written to the journal.");

    internal static readonly Histogram<double> CommitDuration =
        Meter.CreateHistogram<double>("poscloud.terminal.commit.duration", "s", "Order commit: fact, receipt number and read models on the disk.");

    internal static readonly Histogram<double> SyncDuration =
        Meter.CreateHistogram<double>("poscloud.sync.duration", "s", "One sync, request to last row applied.");

    internal static readonly Counter<long> FactsUploaded =
        Meter.CreateCounter<long>("poscloud.sync.facts.uploaded", "{fact}", "Facts the hub has acknowledged.");

    internal static readonly Counter<long> RowsDownloaded =
        Meter.CreateCounter<long>("poscloud.sync.rows.downloaded", "{row}", "Rows of state applied to the replica.");

    internal static readonly Counter<long> SyncFailures =
        Meter.CreateCounter<long>("poscloud.sync.failures", "{attempt}", "Syncs that failed, by reason.");

    internal static readonly Counter<long> ReplicaRebuilds =
        Meter.CreateCounter<long>("poscloud.terminal.replica.rebuilds", "{replica}", "Replicas built anew because one was missing, damaged or different from the hub.");
}
