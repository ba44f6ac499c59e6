using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Grains.Access;
using PosCloud.Grains.Fleet;
using PosCloud.Grains.Reconciling;
using PosCloud.Grains.Sweeping;
using PosCloud.Grains.Terminals;

namespace PosCloud.Grains;

/// <summary>What the grains need beside the storage, a <see cref="Nudging.IStreamNudge"/> and a <see cref="TicketSigner"/>.</summary>
public static class GrainsWiring
{
    public static IServiceCollection AddGrains(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<FleetOptions>().Bind(configuration.GetSection(FleetOptions.Section));
        services.AddOptions<SweepOptions>().Bind(configuration.GetSection(SweepOptions.Section));
        services.AddSingleton<TerminalReading>();
        services.AddSingleton<TerminalPage>();
        services.AddSingleton<TerminalCommands>();
        services.AddSingleton<TerminalAlarmDesk>();
        services.AddSingleton<FleetReading>();
        services.AddSingleton<SkuDesk>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<ReportKeeper>();
        services.AddHostedService(p => p.GetRequiredService<ReportKeeper>());
        services.AddHostedService<Sweep>();
        return services;
    }
}
