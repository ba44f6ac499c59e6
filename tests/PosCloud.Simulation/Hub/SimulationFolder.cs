using System.Globalization;

namespace PosCloud.Simulation.Hub;

/// <summary>Where simulated disks are: in memory where the machine offers that, because nothing is ever lost by accident here.</summary>
internal static class SimulationFolder
{
    private const string Memory = "/dev/shm";
    private static readonly string Root = Directory.CreateDirectory(Path.Combine(
        Directory.Exists(Memory) ? Memory : Path.GetTempPath(),
        string.Create(CultureInfo.InvariantCulture, $"poscloud-simulation-{Environment.ProcessId}"))).FullName;

    private static int _made;

    static SimulationFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Root, recursive: true);

    public static string New(string name) =>
        Directory.CreateDirectory(Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $"{name}-{Interlocked.Increment(ref _made)}"))).FullName;
}
