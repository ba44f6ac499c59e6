using System.Net;
using Microsoft.AspNetCore.Http;
using PosCloud.Grains.Stores;
using PosCloud.HubStorage;

namespace PosCloud.Hub.Hosting;

/// <summary>Reads the hub's settings the same way in every command: appsettings.json, environment, then the command line.</summary>
internal static class HubConfiguration
{
    public const string DefaultUrls = "http://127.0.0.1:5100";

    /// <param name="configuration">Gets what the command line said.</param>
    /// <param name="dataDirectory">From <c>--data</c>; null leaves what the other sources say.</param>
    public static void Apply(IConfigurationManager configuration, string? dataDirectory)
    {
        if (dataDirectory is null) return;
        configuration.AddInMemoryCollection([new($"{HubStorageOptions.Section}:{nameof(HubStorageOptions.DataDirectory)}", dataDirectory)]);
    }

    public static string DataDirectory(IConfiguration configuration) =>
        configuration.GetSection(HubStorageOptions.Section).Get<HubStorageOptions>()?.DataDirectory ?? new HubStorageOptions().DataDirectory;

    public static ServingOptions Hub(IConfiguration configuration) =>
        configuration.GetSection(ServingOptions.Section).Get<ServingOptions>() ?? new ServingOptions();

    /// <summary>The address whose port the silo's and the gateway's ports follow.</summary>
    public static BindingAddress FirstAddress(string urls) => BindingAddress.Parse(urls.Split(';', StringSplitOptions.RemoveEmptyEntries)[0]);

    /// <summary>What a device or a person can open: a listener on all interfaces is named by this machine's name.</summary>
    public static string Reachable(BindingAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var isAny = address.Host is "*" or "+" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return $"{address.Scheme}://{(isAny ? Dns.GetHostName() : address.Host)}:{address.Port}";
    }

    public static HubAddresses Addresses(ServingOptions options, string urls)
    {
        var address = FirstAddress(urls);
        var dashboard = options.DashboardUrl ?? Reachable(BindingAddress.Parse($"{address.Scheme}://{address.Host}:{address.Port + 1}"));
        return new HubAddresses((options.PublicUrl ?? Reachable(address)).TrimEnd('/'), dashboard.TrimEnd('/'));
    }
}
