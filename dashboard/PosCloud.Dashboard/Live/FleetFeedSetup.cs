namespace PosCloud.Dashboard.Live;

/// <summary>The feed of the fleet.</summary>
public static class FleetFeedSetup
{
    public static void AddFleetFeed(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FleetReaders>();
        builder.Services.AddSingleton<FleetBoard>();
        builder.Services.AddHostedService<FleetFeed>();
        builder.Services.AddHostedService<FeedAging>();
        builder.Services.AddScoped<LivePage>();
    }
}
