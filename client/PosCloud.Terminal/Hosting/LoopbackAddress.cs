using System.Net;
using Microsoft.AspNetCore.HostFiltering;

namespace PosCloud.Terminal.Hosting;

/// <summary>The terminal's screen is for the device itself: only loopback addresses are listened on.</summary>
public static class LoopbackAddress
{
    /// <summary>
    /// Requests by another name than the device's own are refused: a web page could otherwise point a name of its own at this
    /// device and sell here. The setting <c>AllowedHosts</c> replaces the names, for a proxy on the device.
    /// </summary>
    public static void AddLoopbackNames(this IServiceCollection services, IConfiguration configuration, string urls)
    {
        ArgumentNullException.ThrowIfNull(urls);
        if (configuration["AllowedHosts"] is not null) return;
        var listened = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url).Host);
        services.Configure<HostFilteringOptions>(names =>
        {
            names.AllowedHosts = [.. listened.Concat(["localhost", "127.0.0.1", "[::1]"]).Distinct(StringComparer.OrdinalIgnoreCase)];
            names.AllowEmptyHosts = false;
            names.IncludeFailureMessage = false;
        });
    }

    /// <summary>Null when every address is on loopback, else a sentence that names the one that isn't.</summary>
    public static string? Problem(string urls)
    {
        ArgumentNullException.ThrowIfNull(urls);
        // The host would choose an address of its own.
        if (string.IsNullOrWhiteSpace(urls)) return "--urls names no address; it looks like http://127.0.0.1:5111.";
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                return $"'{url}' is not an address; --urls looks like http://127.0.0.1:5111.";
            }

            var local = address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
            if (!local)
            {
                return $"'{url}' can be reached from other machines; --urls takes loopback addresses only, for example http://127.0.0.1:5111.";
            }
        }

        return null;
    }
}
