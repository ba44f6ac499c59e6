using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PosCloud.Grains.Fleet;
using PosCloud.Grains.Stores;
using PosCloud.Grains.Sweeping;
using PosCloud.Hub.Nodes;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;

namespace PosCloud.Hub.Hosting;

/// <summary>Reads the hub's settings the same way in every command: appsettings.json, environment, then the command line.</summary>
internal static class HubConfiguration
{
    public const string DefaultUrls = "http://127.0.0.1:5100";

    private const int SiloPortOffset = 5;
    private const int GatewayPortOffset = 6;

    /// <summary>What a hub reads from which section.</summary>
    public static (string Section, Type Options)[] Settings { get; } =
    [
        (HubStorageOptions.Section, typeof(HubStorageOptions)), (BackupOptions.Section, typeof(BackupOptions)), (ServingOptions.Section, typeof(ServingOptions)),
        (FleetOptions.Section, typeof(FleetOptions)), (SweepOptions.Section, typeof(SweepOptions)),
    ];

    /// <param name="configuration">Gets what the command line said.</param>
    /// <param name="dataDirectory">From <c>--data</c>; null leaves what the other sources say.</param>
    public static void Apply(IConfigurationManager configuration, string? dataDirectory)
    {
        if (dataDirectory is null) return;
        configuration.AddInMemoryCollection([new($"{HubStorageOptions.Section}:{nameof(HubStorageOptions.DataDirectory)}", dataDirectory)]);
    }

    public static string DataDirectory(IConfiguration configuration) =>
        configuration.GetSection(HubStorageOptions.Section).Get<HubStorageOptions>()?.DataDirectory ?? new HubStorageOptions().DataDirectory;

    /// <summary>The serving options, checked here because the silo's ports are needed before the host can check them.</summary>
    /// <exception cref="OptionsValidationException">One is out of its limits; the message names it.</exception>
    public static ServingOptions Hub(IConfiguration configuration)
    {
        var options = configuration.GetSection(ServingOptions.Section).Get<ServingOptions>() ?? new ServingOptions();
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        var storage = configuration.GetSection(HubStorageOptions.Section).Get<HubStorageOptions>() ?? new HubStorageOptions();
        var words = problems.Select(p => $"{ServingOptions.Section}:{string.Join(',', p.MemberNames)}: {p.ErrorMessage}")
            .Concat(NodesRules.Problems(options, storage)).ToList();
        return words.Count == 0 ? options : throw Wrong(words);
    }

    public static IReadOnlyList<BindingAddress> Addresses(string urls)
    {
        try
        {
            var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse).ToList();
            return addresses.Count > 0 ? addresses : throw Wrong(["--urls names no address."]);
        }
        catch (FormatException)
        {
            throw Wrong([$"--urls: '{urls}' is not an address; it looks like http://127.0.0.1:5100."]);
        }
    }

    /// <summary>The address whose port the silo's and the gateway's ports follow.</summary>
    public static BindingAddress FirstAddress(string urls) => Addresses(urls)[0];

    public static int SiloPort(ServingOptions options, string urls) => options.SiloPort ?? FirstAddress(urls).Port + SiloPortOffset;

    public static int GatewayPort(ServingOptions options, string urls) => options.GatewayPort ?? FirstAddress(urls).Port + GatewayPortOffset;

    /// <summary>What a device or a person can open: a listener on all interfaces is named by this machine's name.</summary>
    public static string Reachable(BindingAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var isAny = address.Host is "*" or "+" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return $"{address.Scheme}://{(isAny ? Dns.GetHostName() : address.Host)}:{address.Port}";
    }

    public static HubAddresses HubAddresses(ServingOptions options, string urls)
    {
        var address = FirstAddress(urls);
        var dashboard = options.DashboardUrl ?? Reachable(BindingAddress.Parse($"{address.Scheme}://{address.Host}:{address.Port + 1}"));
        return new HubAddresses((options.PublicUrl ?? Reachable(address)).TrimEnd('/'), dashboard.TrimEnd('/'));
    }

    private static OptionsValidationException Wrong(IEnumerable<string> problems) => new(ServingOptions.Section, typeof(ServingOptions), problems);
}
