using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PosCloud.HubStorage;
using PosCloud.Protocol;

namespace PosCloud.Hub.Dotmim;

/// <summary>Puts the Dotmim engine into a hub.</summary>
public static class DotmimHubRegistration
{
    public static IServiceCollection AddDotmimHub(this IServiceCollection services)
    {
        services.TryAddSingleton(new RepairSwitch());
        services.AddSingleton<SessionShelf>();
        services.AddSingleton<DotmimHub>();
        services.AddHostedService<DotmimHubStart>();
        return services;
    }

    /// <param name="authenticate">Answers the request itself and returns null when its credential isn't good.</param>
    /// <exception cref="OptionsValidationException">Dotmim can't serve from the hub's database.</exception>
    public static IEndpointConventionBuilder MapDotmimHub(this IEndpointRouteBuilder routes, Func<HttpContext, Task<TerminalCaller?>> authenticate)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var kind = routes.ServiceProvider.GetRequiredService<HubStorageOptions>().Kind;
        if (kind == HubDatabaseKind.Sqlite) throw new OptionsValidationException("Replication", typeof(DotmimHub), [HubProviders.Unusable(kind)]);
        return routes.MapPost(Routes.Dotmim, async (HttpContext context, DotmimHub hub) =>
        {
            if (await authenticate(context) is { } caller) await hub.HandleAsync(context, caller);
        });
    }
}
