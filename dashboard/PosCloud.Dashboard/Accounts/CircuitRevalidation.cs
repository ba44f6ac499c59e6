using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;
using PosCloud.Dashboard.Hosting;

namespace PosCloud.Dashboard.Accounts;

/// <summary>An open page loses its rights when its account loses them, without a reload.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, StampCheck stamp, IOptions<DashboardOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(options.Value.RevalidateSeconds);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        stamp.HoldsAsync(authenticationState.User);
}
