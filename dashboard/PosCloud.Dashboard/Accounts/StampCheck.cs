using System.Security.Claims;
using PosCloud.Dashboard.Hub;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Whether a signed-in person's account still has the stamp of the cookie.</summary>
public sealed class StampCheck(AccountsGateway accounts)
{
    /// <summary>
    /// True also when the hub doesn't answer: the page then shows nothing new anyway, and throwing everybody out would
    /// make an outage worse.
    /// </summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal user)
    {
        if (AccountKey.Of(user) is not { } key)
        {
            return false;
        }

        try
        {
            return await accounts.AskAsync(grain => grain.FindByIdAsync(key.Id)) is { } account
                && account.SecurityStamp == key.SecurityStamp && user.IsInRole(account.Role);
        }
        catch (HubException)
        {
            return true;
        }
    }
}
