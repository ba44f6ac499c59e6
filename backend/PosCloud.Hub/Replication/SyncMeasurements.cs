using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Telemetry;

namespace PosCloud.Hub.Replication;

/// <summary>Puts one answered sync into the hub's instruments.</summary>
internal static class SyncMeasurements
{
    public static void Record(SyncObserved observed, int accepted, TimeSpan duration)
    {
        HubTelemetry.SyncDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("cause", Cause(observed.Session.Cause)));
        HubTelemetry.BytesUp.Record(observed.Session.BytesUp);
        HubTelemetry.BytesDown.Record(observed.Session.BytesDown);
        if (accepted > 0) HubTelemetry.FactsReceived.Add(accepted);
        if (observed.OrdersUp > 0) HubTelemetry.OrdersReceived.Add(observed.OrdersUp);
    }

    // A terminal could send any text; a tag must keep few values.
    private static string Cause(string cause) => cause is "sale" or "poll" or "nudge" or "start" or "online" or "manual" ? cause : "other";
}
