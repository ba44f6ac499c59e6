using Microsoft.Extensions.Hosting;
using PosCloud.HubStorage.Carrying;

namespace PosCloud.Hub.Dotmim;

/// <summary>Has everything in place before the first terminal is served.</summary>
internal sealed class DotmimHubStart(DotmimHub hub, SessionShelf shelf, FactInbox inbox) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        shelf.Empty();
        await hub.ProvisionAsync(inbox, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
