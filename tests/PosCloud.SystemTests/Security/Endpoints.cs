using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PosCloud.SystemTests.Security;

/// <summary>What a running program really serves, as text: a new endpoint is a new line here.</summary>
internal static class Endpoints
{
    public static IReadOnlyList<string> Of(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsStaticFile(endpoint))
            .Select(Text).Distinct().Order(StringComparer.Ordinal),
    ];

    // One endpoint for each file of the build, by name and again by hash: what they are is the build's business.
    private static bool IsStaticFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(about => about.GetType().FullName!.Contains("StaticAsset", StringComparison.Ordinal));

    private static string Text(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return $"{(methods.Count == 0 ? "ANY" : string.Join('|', methods.Order(StringComparer.Ordinal)))} /{endpoint.RoutePattern.RawText!.Trim('/')}";
    }
}
