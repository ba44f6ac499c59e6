using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PosCloud.Grains.Telemetry;

/// <summary>All spans and instruments of the hub process. Tags have few values; ids go on spans and logs.</summary>
public static class HubTelemetry
{
    public const string Name = "PosCloud.Hub";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Spans { get; } = new(Name);

    public static Histogram<double> SyncDuration { get; } =
        Meter.CreateHistogram<double>("poscloud.sync.duration", "s", "One sync at the hub, request read to answer written.");

    public static Counter<long> FactsReceived { get; } =
        Meter.CreateCounter<long>("poscloud.facts.received", "{fact}", "Facts that the hub didn't have before.");

    public static Counter<long> OrdersReceived { get; } =
        Meter.CreateCounter<long>("poscloud.orders.received", "{order}", "Orders that the hub didn't have before.");

    public static Histogram<long> BytesUp { get; } =
        Meter.CreateHistogram<long>("poscloud.sync.request.size", "By", "Bodies of sync requests as sent.");

    public static Histogram<long> BytesDown { get; } =
        Meter.CreateHistogram<long>("poscloud.sync.response.size", "By", "Bodies of sync answers as sent.");

    public static Counter<long> SyncsRefused { get; } =
        Meter.CreateCounter<long>("poscloud.sync.refused", "{request}", "Sync requests answered with an error code.");

    public static Histogram<double> ReconcileDuration { get; } =
        Meter.CreateHistogram<double>("poscloud.reconcile.duration", "s", "One batch, proposed to committed.");

    public static Counter<long> MovementsApplied { get; } =
        Meter.CreateCounter<long>("poscloud.movements.applied", "{movement}", "Stock movements in committed batches.");

    public static Counter<long> ExceptionsRaised { get; } =
        Meter.CreateCounter<long>("poscloud.exceptions.raised", "{exception}", "Exceptions that commits of the ledger raised.");

    public static Counter<long> Nudges { get; } =
        Meter.CreateCounter<long>("poscloud.nudges.sent", "{nudge}", "Nudges sent to groups of terminals.");

    public static UpDownCounter<long> Lines { get; } =
        Meter.CreateUpDownCounter<long>("poscloud.lines.open", "{connection}", "Open push lines of this node.");

    private static readonly ObservableGauge<double> BackupAge = Meter.CreateObservableGauge(
        "poscloud.backup.age", BackupAges, "s", "Since the newest backup began; absent while there is none.");

    /// <summary>When the newest backup began; null when there never was one.</summary>
    public static DateTimeOffset? NewestBackup { get; set; }

    /// <summary>When the newest verified backup began; null when there never was one.</summary>
    public static DateTimeOffset? NewestVerifiedBackup { get; set; }

    public static Counter<long> Sweeps { get; } =
        Meter.CreateCounter<long>("poscloud.sweep.pokes", "{terminal}", "Terminals whose reconciliation the sweep took up again.");

    private static readonly ObservableGauge<int> TerminalsAlerting = Meter.CreateObservableGauge(
        "poscloud.terminals.alerting", Alerting, "{terminal}", "Terminals with an alert that nobody has decided on, the same number on every node.");

    /// <summary>Open alerts by the tag of their kind.</summary>
    public static IReadOnlyDictionary<string, int> OpenAlerts { get; set; } = new Dictionary<string, int>();

    private static IEnumerable<Measurement<int>> Alerting() =>
        OpenAlerts.Select(open => new Measurement<int>(open.Value, new KeyValuePair<string, object?>("kind", open.Key)));

    private static IEnumerable<Measurement<double>> BackupAges()
    {
        var now = TimeProvider.System.GetUtcNow();
        if (NewestBackup is { } newest) yield return new Measurement<double>((now - newest).TotalSeconds, new KeyValuePair<string, object?>("verified", false));
        if (NewestVerifiedBackup is { } verified) yield return new Measurement<double>((now - verified).TotalSeconds, new KeyValuePair<string, object?>("verified", true));
    }
}
