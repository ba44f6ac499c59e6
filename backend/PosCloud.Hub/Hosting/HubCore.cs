using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PosCloud.Grains.Access;
using PosCloud.Grains.Accounts;
using PosCloud.Grains.Fleet;
using PosCloud.Grains.Nudging;
using PosCloud.Grains.Sweeping;
using PosCloud.Hub.Commands.Verbs;
using PosCloud.Hub.Enrolment;
using PosCloud.Hub.Nodes;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Doctor;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Hosting;

/// <summary>What every command needs, with or without a running hub: options, storage, tickets.</summary>
internal static class HubCore
{
    public const string TicketKeyFile = "ticket.key";

    /// <param name="urls">Addresses that the hub listens on, or would.</param>
    public static void AddHubCore(this IServiceCollection services, IConfiguration configuration, string urls)
    {
        services.AddOptions<ServingOptions>().Bind(configuration.GetSection(ServingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FleetOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SweepOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddHubStorage(configuration);
        services.AddOptions<BackupOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<StoreArgument>();
        services.AddSingleton(p => new ChangeTeller(p.GetRequiredService<IStreamNudge>(), p.GetService<IGrainFactory>()));
        services.AddSingleton(HubConfiguration.HubAddresses(HubConfiguration.Hub(configuration), urls));
        services.AddSingleton(p => new NodeKeys(KeyDirectory(p)));
        services.AddSingleton(p => HubSigningKey.Open(p.GetRequiredService<NodeKeys>()));
        // Beside the keys and shared like them: what one node revokes, every node knows after a restore.
        services.AddSingleton(p => new StandingLog(KeyDirectory(p)));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<HubDoctor>(p, KeyDirectory(p)));
        services.AddSingleton(p => new TicketSigner(
            p.GetRequiredService<NodeKeys>().ReadOrMake(TicketKeyFile, () => RandomNumberGenerator.GetBytes(TicketSigner.KeyLength)),
            p.GetRequiredService<TimeProvider>()));
    }

    private static string KeyDirectory(IServiceProvider services) =>
        services.GetRequiredService<IOptions<ServingOptions>>().Value.KeyDirectory ?? services.GetRequiredService<HubStorageOptions>().DataDirectory;
}
