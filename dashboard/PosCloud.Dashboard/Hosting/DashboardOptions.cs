using System.ComponentModel.DataAnnotations;

namespace PosCloud.Dashboard.Hosting;

/// <summary>Settings of the section <c>Dashboard</c>.</summary>
public sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>Gateways of the hub's nodes, <c>host:port</c>, separated by commas. Empty: the hub's host and its port + 6.</summary>
    public string Gateway { get; set; } = "";

    /// <summary>
    /// Connection string of the Redis that joins the hub's nodes: finds their gateways there and keeps the keys of sign-ins
    /// there. Null: one hub, at <see cref="Gateway"/>. Holds a password; set it by environment.
    /// </summary>
    public string? Redis { get; set; }

    /// <summary>The hub's address, for the links and words that name it.</summary>
    [Required, Url]
    public string HubUrl { get; set; } = "http://127.0.0.1:5100";

    /// <summary>Culture of numbers and dates on the pages.</summary>
    [Required]
    public string Culture { get; set; } = "en-GB";

    /// <summary>How long nothing may come from the hub before values are dimmed; three of its intervals.</summary>
    [Range(1, 600)]
    public int StaleAfterSeconds { get; set; } = 30;

    /// <summary>How often an open page checks that its account may still be here.</summary>
    [Range(1, 3600)]
    public int RevalidateSeconds { get; set; } = 60;

    /// <summary>What the configured gateways are, or why they can't be read.</summary>
    public IReadOnlyList<(string Host, int Port)> Gateways()
    {
        if (string.IsNullOrWhiteSpace(Gateway))
        {
            var hub = new Uri(HubUrl);
            return [(hub.Host, hub.Port + 6)];
        }

        return [.. Gateway.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static (string Host, int Port) Parse(string gateway)
    {
        var colon = gateway.LastIndexOf(':');
        return colon > 0 && int.TryParse(gateway.AsSpan(colon + 1), out var port) && port is > 0 and < 65536
            ? (gateway[..colon], port)
            : throw new FormatException($"Dashboard:Gateway '{gateway}' is not host:port, for example 127.0.0.1:5106.");
    }
}
