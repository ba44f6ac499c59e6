using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Text;
using PosCloud.Ui;
using Situation = PosCloud.Terminal.Engine.Sync.SyncStatus;

namespace PosCloud.Terminal.Connectivity;

/// <summary>
/// The terminal's connection in one sentence. What the cashier needs first comes first: that selling goes on, and how
/// many sales wait here.
/// </summary>
public static class ConnectivityWords
{
    // Prices this old are worth a word while offline; fresher ones aren't.
    private static readonly TimeSpan Stale = TimeSpan.FromHours(4);

    /// <summary>The status button.</summary>
    public static ConnectivityView Of(Situation now, DateTimeOffset at, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(formats);
        return now.Connectivity.Kind switch
        {
            ConnectivityKind.Refused => new ConnectivityView(Ui.SyncStatus.NeedsAttention, Join(Words.Of("Conn_Refused"), Saved(now))),
            ConnectivityKind.Offline or ConnectivityKind.WorkingOffline =>
                new ConnectivityView(Ui.SyncStatus.Offline, Join(Headline(now, formats), StalePrices(now, at, formats), Saved(now))),
            _ => Connected(now, formats),
        };
    }

    /// <summary>The state alone, for the head of the sync panel.</summary>
    public static string Headline(Situation now, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(formats);
        return (now.Connectivity.Kind, now.Connectivity.Since) switch
        {
            (ConnectivityKind.WorkingOffline, _) => Words.Of("Conn_WorkingOffline"),
            (ConnectivityKind.Offline, { } since) => Words.Of("Conn_OfflineSince", formats.Time(since)),
            (ConnectivityKind.Offline, null) => Words.Of("Conn_Offline"),
            (ConnectivityKind.Refused, _) => Words.Of("Conn_Refused"),
            _ => Connected(now, formats).Text,
        };
    }

    private static ConnectivityView Connected(Situation now, StoreFormats formats)
    {
        if (now.ReplicaAsOf is null)
        {
            var share = now.Progress?.StatePercent ?? 0;
            return new ConnectivityView(Ui.SyncStatus.Syncing, Words.Of("Conn_First", share), share, 100);
        }

        if (now.Pending.Orders > 0)
        {
            var sent = now.Progress?.FactsDone ?? 0;
            return new ConnectivityView(
                Ui.SyncStatus.Syncing, Words.Count("Conn_Sending", now.Pending.Orders, formats.Number(now.Pending.Orders)), sent, sent + now.Pending.Facts);
        }

        return now.Quarantined.Count > 0
            ? new ConnectivityView(Ui.SyncStatus.Behind, Words.Count("Conn_Held", now.Quarantined.Count))
            : new ConnectivityView(Ui.SyncStatus.InSync, Words.Of("Conn_Online"));
    }

    private static string? Saved(Situation now) =>
        now.Pending.Orders > 0 ? Words.Count("Conn_Saved", now.Pending.Orders) : null;

    private static string? StalePrices(Situation now, DateTimeOffset at, StoreFormats formats) =>
        now.ReplicaAsOf is { } asOf && at - asOf > Stale ? Words.Of("Conn_PricesFrom", formats.When(asOf, at)) : null;

    private static string Join(params string?[] sentences)
    {
        var said = sentences.Where(sentence => sentence is not null).ToList();
        return said.Count == 1 ? said[0]! : string.Join(". ", said);
    }
}
