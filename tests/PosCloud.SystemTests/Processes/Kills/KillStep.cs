using System.Globalization;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>A step of a program's work in which it is killed.</summary>
/// <param name="At">Regular expression of the moments that belong to the step, as PosCloud.KillSwitch names them.</param>
/// <param name="Moments">About how many of them one run of the step has; the kills are spread over them.</param>
public sealed record KillStep(string Name, string At, int Moments)
{
    private const int Ordinary = 25;

    private static readonly int? Asked =
        int.TryParse(System.Environment.GetEnvironmentVariable("POSCLOUD_KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : null;

    /// <summary>Settings of a process that is killed soon: no tool may attach, nothing is measured, no code is compiled twice. It does the same, sooner.</summary>
    public static IReadOnlyDictionary<string, string> Quick { get; } = new Dictionary<string, string>
    {
        ["DOTNET_EnableDiagnostics"] = "0", ["OTEL_SDK_DISABLED"] = "true", ["DOTNET_TC_CallCounting"] = "0",
    };

    /// <summary>How many kills the step gets: what was asked for by hand, else those of an ordinary run.</summary>
    public int Kills => Asked ?? Ordinary;

    /// <summary>Which of the step's moments the kill with this index (from 0) hits, from 1.</summary>
    public int MomentOf(int kill) => 1 + (kill * Moments / Kills);

    /// <summary>Environment of a process that dies at the moment with this number.</summary>
    public Dictionary<string, string> Environment(int moment) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = ProgramPaths.KillSwitch,
        ["POSCLOUD_KILL_AT"] = At,
        ["POSCLOUD_KILL_NTH"] = moment.ToString(CultureInfo.InvariantCulture),
    };

    public override string ToString() => Name;
}
