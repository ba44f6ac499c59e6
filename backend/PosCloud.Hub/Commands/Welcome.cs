using PosCloud.Grains.Accounts;
using PosCloud.Grains.Stores;
using PosCloud.Hub.Administration;

namespace PosCloud.Hub.Commands;

/// <summary>What <c>serve</c> prints once it serves.</summary>
internal static class Welcome
{
    public static async Task PrintAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var addresses = services.GetRequiredService<HubAddresses>();
        await output.WriteLineAsync($"Hub serves on {string.Join(", ", services.GetRequiredService<AdministrationDoor>().PublicAddresses)}.");
        var accounts = services.GetRequiredService<AccountBook>();
        if (!await accounts.NeedsSetUpAsync(cancellationToken)) return;
        var link = await accounts.MakeSetUpLinkAsync("hub", cancellationToken);
        await output.WriteLineAsync($"No account exists yet. Open this once, within 24 hours, to make the owner's:\n{addresses.DashboardUrl}{link}");
    }
}
