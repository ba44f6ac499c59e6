using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Who this page or request is for.</summary>
public sealed class CurrentUser(AuthenticationStateProvider pages)
{
    private ClaimsPrincipal? _ofRequest;

    /// <summary>Set by endpoints that are no page.</summary>
    public void OfRequest(ClaimsPrincipal user) => _ofRequest = user;

    public async Task<ClaimsPrincipal> GetAsync() => _ofRequest ?? (await pages.GetAuthenticationStateAsync()).User;
}
