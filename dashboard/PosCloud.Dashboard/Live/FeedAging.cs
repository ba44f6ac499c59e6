using Microsoft.Extensions.Options;
using PosCloud.Dashboard.Hosting;

namespace PosCloud.Dashboard.Live;

/// <summary>Looks once a second whether what is shown has become old.</summary>
internal sealed class FeedAging(FleetBoard board, IOptions<DashboardOptions> options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var limit = TimeSpan.FromSeconds(options.Value.StaleAfterSeconds);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                board.Age(limit);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
