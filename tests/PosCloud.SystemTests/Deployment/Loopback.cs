using System.Text.RegularExpressions;
using PosCloud.TestKit.Deployment;

namespace PosCloud.SystemTests.Deployment;

/// <summary>
/// Brings what is written for containers to one machine: a service's name and port becomes a port on loopback, a folder in
/// a container becomes one in a temporary folder. Nothing else is changed.
/// </summary>
internal sealed partial class Loopback(string folder)
{
    private readonly Dictionary<(string Service, int Port), int> _ports = [];

    public void Map(string service, int port, int here) => _ports[(service, port)] = here;

    public int PortOf(string service, int port) => _ports[(service, port)];

    /// <summary>Addresses in a text of this service.</summary>
    public string Addresses(string text, string service) => Address().Replace(text, match =>
    {
        var host = match.Groups["host"].Value;
        var named = host is "127.0.0.1" or "0.0.0.0" ? service : host;
        return _ports.TryGetValue((named, int.Parse(match.Groups["port"].Value)), out var here) ? $"127.0.0.1:{here}" : match.Value;
    });

    /// <summary>Addresses and folders in a text of this service.</summary>
    public string Everything(string text, ServiceEntry service)
    {
        var folders = service.Volumes.ToDictionary(volume => volume.Target, volume => FolderOf(volume.Source), StringComparer.Ordinal);
        folders["/tmp"] = Path.Combine(folder, "tmp-" + service.Name);
        // The longest first, so that a folder in a folder isn't taken for its parent.
        var targets = string.Join('|', folders.Keys.OrderByDescending(target => target.Length).Select(Regex.Escape));
        return Regex.Replace(Addresses(text, NamespaceOf(service)), $"(?<![\\w.-])({targets})(?=/|\\s|$)", match => folders[match.Value]);
    }

    /// <summary>A volume, or a path of the machine.</summary>
    public string FolderOf(string source) => source switch
    {
        ['.', ..] => Path.GetFullPath(source, TestKit.Programs.ProgramPaths.Root),
        ['/', ..] => source,
        _ => Path.Combine(folder, source),
    };

    /// <summary>Whose network a service uses.</summary>
    public static string NamespaceOf(ServiceEntry service) =>
        service.Settings.GetValueOrDefault("network_mode") is string mode && mode.StartsWith("service:", StringComparison.Ordinal) ? mode["service:".Length..] : service.Name;

    [GeneratedRegex(@"(?<![\w.-])(?<host>[a-z][a-z0-9-]*|127\.0\.0\.1|0\.0\.0\.0):(?<port>\d{4,5})(?!\d)")]
    private static partial Regex Address();
}
