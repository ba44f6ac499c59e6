using Orleans.Runtime;
using PosCloud.Dashboard.Accounts;
using PosCloud.Dashboard.Hub;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Accounts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Stores;

namespace PosCloud.Dashboard.Live;

/// <summary>
/// The one reader of this process: follows the hub's overviews while at least one page is open. Whatever breaks, it
/// starts again, and the first overview of the new stream is the snapshot that replaces what was missed.
/// </summary>
public sealed partial class FleetFeed(
    IClusterClient cluster, HubConnection connection, FleetBoard board, FleetReaders readers, TimeProvider clock, ILogger<FleetFeed> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StoresEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await readers.WhenSomeoneAsync(stoppingToken);
                if (!connection.Reached)
                {
                    board.Broke(HubFailure.Unreachable);
                    await connection.WhenReachedAsync(stoppingToken);
                }

                await FollowUntilLostAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogBroke(failure.GetBaseException().Message);
                board.Broke(HubFailure.Worded(failure).Message);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Without this a stream whose node died would look alive until its call runs into the time-out.
    private async Task FollowUntilLostAsync(CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        void OnLost()
        {
            board.Broke(HubFailure.Unreachable);
            lost.Cancel();
        }

        connection.Lost += OnLost;
        try
        {
            await FollowAsync(lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new HubException(HubFailure.Unreachable);
        }
        finally
        {
            connection.Lost -= OnLost;
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        var ticket = await IssueTicketAsync();
        RequestContext.Set(RequestKeys.Ticket, ticket.Value);
        await ReadStoresAsync();
        var storesReadAt = clock.GetUtcNow();
        await foreach (var overview in cluster.GetGrain<IFleetGrain>(IFleetGrain.Key).WatchAsync(stopping).WithCancellation(stopping))
        {
            board.Received(overview);
            if (readers.Count == 0)
            {
                return;
            }

            // The next step of the stream carries whatever ticket is set here.
            if (ticket.ExpiresAt - clock.GetUtcNow() < RenewBefore)
            {
                ticket = await IssueTicketAsync();
                RequestContext.Set(RequestKeys.Ticket, ticket.Value);
            }

            if (clock.GetUtcNow() - storesReadAt > StoresEvery || overview.Terminals.Any(terminal => board.Current.Stores.Find(terminal.Store) is null))
            {
                await ReadStoresAsync();
                storesReadAt = clock.GetUtcNow();
            }
        }
    }

    private async Task ReadStoresAsync() =>
        board.Received(new StoreDirectory(await cluster.GetGrain<IStoresGrain>("stores").ListAsync()));

    private async Task<Ticket> IssueTicketAsync()
    {
        var accounts = cluster.GetGrain<IAccountsGrain>(IAccountsGrain.Key);
        foreach (var reader in readers.Accounts())
        {
            if (await accounts.IssueTicketAsync(reader.Id, reader.SecurityStamp) is { } ticket)
            {
                return ticket;
            }
        }

        throw new HubException(HubFailure.SignedOut);
    }

    [LoggerMessage(6301, LogLevel.Warning, "The hub's stream of overviews broke, reading it again: {Reason}")]
    private partial void LogBroke(string reason);
}
