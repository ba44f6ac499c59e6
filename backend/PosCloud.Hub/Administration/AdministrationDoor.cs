using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using PosCloud.HubStorage;

namespace PosCloud.Hub.Administration;

/// <summary>Opens the administration endpoint once the listeners are bound, and closes it at the end.</summary>
internal sealed class AdministrationDoor(
    IServer server, IHostApplicationLifetime lifetime, IOptions<HubStorageOptions> storage) : IHostedService
{
    /// <summary>Port 0: the operating system picks one that is free.</summary>
    public const string ListenUrl = "http://127.0.0.1:0";

    private readonly string _directory = storage.Value.DataDirectory;

    /// <summary>Null until the listeners are bound.</summary>
    public RunningHub? Hub { get; private set; }

    /// <summary>Addresses for terminals and people, without the administration listener.</summary>
    public IReadOnlyList<string> PublicAddresses { get; private set; } = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Open);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Hub?.Withdraw(_directory);
        return Task.CompletedTask;
    }

    // The listener with the picked port is the last one that was asked for.
    private void Open()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses.ToList() ?? [];
        if (addresses.Count == 0) return;
        PublicAddresses = addresses.Count == 1 ? addresses : addresses[..^1];
        Hub = RunningHub.Announce(_directory, new Uri(addresses[^1]), PublicAddresses[0]);
    }
}
