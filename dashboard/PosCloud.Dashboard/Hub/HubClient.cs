using Orleans.Runtime;
using PosCloud.Dashboard.Accounts;
using PosCloud.Grains.Contracts;

namespace PosCloud.Dashboard.Hub;

/// <summary>Calls grains on behalf of the person at the screen; every failure comes out as a <see cref="HubException"/>.</summary>
public sealed class HubClient(IClusterClient cluster, HubConnection connection, Tickets tickets, TimeProvider clock)
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(300);

    /// <summary>Reads; repeated once when the line or a node failed.</summary>
    public async Task<T> AskAsync<T>(Func<IGrainFactory, Task<T>> call)
    {
        try
        {
            return await CallAsync(call);
        }
        catch (Exception failure) when (HubFailure.IsTransient(failure) && failure is not TimeoutException)
        {
            await Task.Delay(PauseBeforeRetry, clock);
        }
        catch (Exception failure)
        {
            throw HubFailure.Worded(failure);
        }

        return await TellAsync(call);
    }

    /// <summary>Changes something; made once, because a lost answer doesn't tell whether it was done.</summary>
    public async Task<T> TellAsync<T>(Func<IGrainFactory, Task<T>> call)
    {
        try
        {
            return await CallAsync(call);
        }
        catch (Exception failure)
        {
            throw HubFailure.Worded(failure);
        }
    }

    private async Task<T> CallAsync<T>(Func<IGrainFactory, Task<T>> call)
    {
        if (!connection.Reached)
        {
            throw new HubException(HubFailure.Unreachable);
        }

        RequestContext.Set(RequestKeys.Ticket, await tickets.CurrentAsync());
        return await call(cluster);
    }
}
