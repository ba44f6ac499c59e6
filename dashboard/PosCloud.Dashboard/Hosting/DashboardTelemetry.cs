using System.Diagnostics.Metrics;
using PosCloud.Dashboard.Live;
using PosCloud.Ui.Circuits;

namespace PosCloud.Dashboard.Hosting;

/// <summary>All instruments of the dashboard process.</summary>
public sealed class DashboardTelemetry : IHostedService, IDisposable
{
    public const string Name = "PosCloud.Dashboard";

    private readonly Meter _meter;

    public DashboardTelemetry(IMeterFactory meters, OpenCircuits circuits, FleetBoard board, TimeProvider clock)
    {
        _meter = meters.Create(Name);
        _meter.CreateObservableGauge("poscloud.dashboard.pages", () => circuits.Count, "{page}", "Pages that are open and connected.");
        // Nothing is measured while no page is open: the feed rests then.
        _meter.CreateObservableGauge(
            "poscloud.dashboard.feed.age",
            () => board.Current.ReceivedAt is { } at && circuits.Count > 0 ? [new Measurement<double>((clock.GetUtcNow() - at).TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "Time since the hub's last overview.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();
}
