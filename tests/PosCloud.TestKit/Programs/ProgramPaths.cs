namespace PosCloud.TestKit.Programs;

/// <summary>Where the three programs stand after a build of the repository this code was built in.</summary>
public static class ProgramPaths
{
    /// <summary>Environment variable: 1 when copies that start sooner were made of this very build (<c>dotnet dev.cs test</c> does).</summary>
    public const string ReadyVariable = "POSCLOUD_READY";

    private static readonly Lazy<string> LazyRoot = new(FindRoot);

    /// <summary>The folder that holds PosCloud.sln.</summary>
    public static string Root => LazyRoot.Value;

    public static string Hub => Ready(Executable("backend/PosCloud.Hub", "poscloud-hub"));

    public static string Terminal => Ready(Executable("client/PosCloud.Terminal", "poscloud-terminal"));

    public static string Dashboard => Ready(Executable("dashboard/PosCloud.Dashboard", "poscloud-dashboard"));

    public static string DevTools => Executable("tests/PosCloud.DevTools", "poscloud-dev");

    /// <summary>What makes a process kill itself at a chosen moment; the runtime loads it before the program's own code.</summary>
    public static string KillSwitch => Executable("tests/PosCloud.KillSwitch", "PosCloud.KillSwitch.dll");

    public static string SampleShop => Path.Combine(Root, "backend", "PosCloud.Hub", "SampleShop");

    /// <summary>Where the copy of a built program stands that starts sooner: beside the build's own folders.</summary>
    public static string ReadyFolder(string program) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(program)!, "..", "..", "Ready"));

    /// <summary>Builds with the Dotmim engine stand beside the ordinary ones.</summary>
    private static string Bin { get; } =
        AppContext.BaseDirectory.Replace('\\', '/').Contains("/bin/dotmim/", StringComparison.Ordinal) ? Path.Combine("bin", "dotmim") : "bin";

    private static string Executable(string project, string name)
    {
        var file = Path.Combine(Root, project, Bin, Configuration(), "net10.0", OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name);
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"{file} is missing. Build it first: dotnet build {project}", file);
    }

    private static string Ready(string program) =>
        Environment.GetEnvironmentVariable(ReadyVariable) == "1" && Path.Combine(ReadyFolder(program), Path.GetFileName(program)) is var copy && File.Exists(copy)
            ? copy
            : program;

    private static string Configuration() =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PosCloud.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No PosCloud.sln above {AppContext.BaseDirectory}");
    }
}
