using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PosCloud.HubStorage.Alerts;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.HubStorage.Carrying;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Queries;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Retention;
using PosCloud.HubStorage.Verification;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>Registers the hub's storage.</summary>
public static class HubStorageRegistration
{
    /// <summary>
    /// Adds everything in this project. The host takes <see cref="DataDirectoryLock"/> before it starts and calls
    /// <see cref="HubSchema.MigrateAsync"/> before it serves.
    /// </summary>
    public static IServiceCollection AddHubStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<HubStorageOptions>().Bind(configuration.GetSection(HubStorageOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HubStorageOptions>, HubStorageOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => p.GetRequiredService<IOptions<HubStorageOptions>>().Value);
        services.AddSingleton<HubDatabase>(p => HubDatabases.Open(p.GetRequiredService<HubStorageOptions>()));
        services.AddSingleton(p => new HubWriter(
            p.GetRequiredService<HubDatabase>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<HubStorageOptions>().MaxQueuedWrites));
        services.AddSingleton<HubSchema>();
        services.AddSingleton<StateReader>();
        services.AddSingleton<Duty>();
        services.AddSingleton<StreamRetention>();
        services.AddSingleton<BootstrapShelf>();
        services.AddSingleton<BootstrapBuilder>();
        services.TryAddSingleton<FactIntake>();
        services.AddSingleton<FactInbox>();
        services.AddSingleton<HelloDesk>();
        services.AddSingleton<QuarantineReplay>();
        services.AddSingleton<FutureReplay>();
        services.AddSingleton<PendingMovements>();
        services.AddSingleton<LedgerCommit>();
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<TerminalAlerts>();
        services.AddSingleton<HubVerifier>();
        services.AddSingleton<TableDump>();
        services.AddBackups(configuration);
        return services.AddEditing().AddQueries();
    }

    private static void AddBackups(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackupOptions>().Bind(configuration.GetSection(BackupOptions.Section));
        services.AddSingleton(p => p.GetRequiredService<IOptions<BackupOptions>>().Value);
        services.AddSingleton<ScheduledBackup>();
        services.AddSingleton(p => new StandingLog(p.GetRequiredService<HubStorageOptions>().DataDirectory));
        services.AddSingleton<BackupRegister>();
        services.AddSingleton<HubBackup>();
        services.AddSingleton<DurableFacts>();
        services.AddSingleton<HistoryWatch>();
        services.AddSingleton<TerminalReadmission>();
        services.AddSingleton<JournalImport>();
    }

    private static IServiceCollection AddEditing(this IServiceCollection services) => services
        .AddSingleton<CatalogueImport>()
        .AddSingleton<CatalogueEditor>()
        .AddSingleton<StoreEditor>()
        .AddSingleton<EnrolmentCodes>()
        .AddSingleton<TerminalEnrolment>();

    private static IServiceCollection AddQueries(this IServiceCollection services) => services
        .AddSingleton<TerminalQueries>()
        .AddSingleton<CreditQueries>()
        .AddSingleton<StockQueries>()
        .AddSingleton<OrderQueries>()
        .AddSingleton<ExceptionQueries>()
        .AddSingleton<StoreQueries>()
        .AddSingleton<CatalogueQueries>();
}
