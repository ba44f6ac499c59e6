using System.Text.RegularExpressions;
using PosCloud.TestKit.Deployment;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Deployment;

/// <summary>The proxy's configuration with addresses and folders of this machine.</summary>
internal static partial class NginxFiles
{
    /// <summary>Null when it isn't installed.</summary>
    public static string? Program => InstalledProgram.Nginx.Path;

    /// <summary>Why the proxy can't be started here; null when it can.</summary>
    public static string? Missing => InstalledProgram.Nginx.Missing ?? InstalledProgram.OpenSsl.Missing;

    /// <summary>Writes the configuration that the service starts with; answers where it is.</summary>
    public static string Write(ServiceEntry service, Loopback here, string folder)
    {
        var name = Path.GetFileName(service.Entrypoint.Single(argument => argument.StartsWith("/etc/nginx/", StringComparison.Ordinal)));
        var original = File.ReadAllText(Path.Combine(ProgramPaths.Root, "backend", "ops", "proxy", name));
        // Addresses of this machine needn't be looked up.
        var text = original.Replace(" resolve ", " ", StringComparison.Ordinal).Replace(" resolve;", ";", StringComparison.Ordinal);
        text = Listen().Replace(text, match => $"listen 127.0.0.1:{here.PortOf(Loopback.NamespaceOf(service), int.Parse(match.Groups[1].Value))}");
        Directory.CreateDirectory(Path.Combine(folder, "tmp-" + service.Name));
        var file = Path.Combine(folder, $"{service.Name}-{name}");
        File.WriteAllText(file, string.Join('\n', text.Split('\n').Select(line => here.Everything(line, service))));
        return file;
    }

    [GeneratedRegex(@"listen (\d+)")]
    private static partial Regex Listen();
}
