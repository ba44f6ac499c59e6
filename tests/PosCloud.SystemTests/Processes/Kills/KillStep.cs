using System.Globalization;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>A step of a program's work in which it is killed.</summary>
/// <param name="At">Regular expression of the moments that belong to the step, as PosCloud.KillSwitch names them.</param>
/// <param name="Moments">About how many of them one run of the step has; the kills are spread over them.</param>
public sealed record KillStep(string Name, string At, int Moments)
{
    /// <summary>Which of the step's moments the kill with this index (from 0) of so many hits, from 1.</summary>
    public int MomentOf(int kill, int kills) => 1 + (kill * Moments / kills);

    /// <summary>Environment of a process that dies at the moment with this number.</summary>
    public Dictionary<string, string> Environment(int moment) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = ProgramPaths.KillSwitch,
        ["POSCLOUD_KILL_AT"] = At,
        ["POSCLOUD_KILL_NTH"] = moment.ToString(CultureInfo.InvariantCulture),
    };

    public override string ToString() => Name;
}
