using System.Diagnostics;

namespace PosCloud.TestKit.Programs;

/// <summary>
/// How a process runs that lives for seconds: no code is measured to be made faster later, and memory for compiled code
/// isn't mapped twice. It does the same, a tenth sooner.
/// </summary>
public static class ShortLife
{
    private static readonly (string Name, string Value)[] Settings = [("DOTNET_TieredPGO", "0"), ("DOTNET_EnableWriteXorExecute", "0")];

    public static void Apply(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        foreach (var (name, value) in Settings) start.Environment[name] = value;
    }
}
