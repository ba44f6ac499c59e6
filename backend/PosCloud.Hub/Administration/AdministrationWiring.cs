namespace PosCloud.Hub.Administration;

/// <summary>How commands on this machine reach the running hub.</summary>
internal static class AdministrationWiring
{
    public static void AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<AdministrationDoor>();
        services.AddHostedService(p => p.GetRequiredService<AdministrationDoor>());
    }
}
