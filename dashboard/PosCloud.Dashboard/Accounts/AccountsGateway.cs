using PosCloud.Dashboard.Hub;
using PosCloud.Grains.Contracts.Accounts;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Calls of the accounts grain that need no ticket, because they are made before anyone is signed in.</summary>
public sealed class AccountsGateway(IClusterClient cluster, HubConnection connection)
{
    public async Task<T> AskAsync<T>(Func<IAccountsGrain, Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!connection.Reached)
        {
            throw new HubException(HubFailure.Unreachable);
        }

        try
        {
            return await call(cluster.GetGrain<IAccountsGrain>(IAccountsGrain.Key));
        }
        catch (Exception failure)
        {
            throw HubFailure.Worded(failure);
        }
    }
}
