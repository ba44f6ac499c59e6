using System.Reflection;

namespace PosCloud.Dashboard.Hosting;

/// <summary>What the program says of itself instead of serving: its options, its version, or that it has no such option.</summary>
internal static class DashboardUsage
{
    private const string Help =
        """
        Description:
          The managers' pages of a PosCloud merchant.

        Usage:
          poscloud-dashboard [options]

        Options:
          --urls <urls>     Addresses to listen on, separated by semicolons, for example http://127.0.0.1:5101.
          --data <data>     Folder of the keys that sign people in.
          --version         Show version information
          -?, -h, --help    Show help and usage information

        Settings follow as --Dashboard:HubUrl=… or stand in the environment as Dashboard__HubUrl; OPERATIONS.md lists them.
        """;

    private static readonly string[] Options = ["urls", "data", "environment", "contentRoot", "AllowedHosts"];

    private static readonly string[] Asking = ["--help", "-h", "-?", "/?", "/h"];

    /// <summary>The text to print and the exit code; null for a start.</summary>
    public static (string Text, int ExitCode)? Of(string[] args)
    {
        if (args.Any(Asking.Contains)) return (Help, 0);
        if (args.Contains("--version")) return (typeof(DashboardUsage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, 0);
        for (var at = 0; at < args.Length; at++)
        {
            var name = args[at].Split('=')[0];
            if (!IsKnown(name.TrimStart('-', '/'))) return ($"There is no option {name}. See poscloud-dashboard --help.", 2);
            // Its value is the next word.
            if (name.Length == args[at].Length) at++;
        }

        return null;
    }

    // A name with a colon or an underscore is a setting, of ours or of the .NET runtime.
    private static bool IsKnown(string name) => Options.Contains(name, StringComparer.OrdinalIgnoreCase) || name.AsSpan().ContainsAny(':', '_');
}
