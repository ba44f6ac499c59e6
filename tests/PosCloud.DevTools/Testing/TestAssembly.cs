using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Testing;

/// <summary>One test project, and the word by which <c>test</c> calls it.</summary>
internal sealed record TestAssembly(string Kind, string Project)
{
    private static readonly (string Kind, string Project)[] Known =
    [
        ("unit", "PosCloud.UnitTests"),
        ("grain", "PosCloud.GrainTests"),
        ("system", "PosCloud.SystemTests"),
        ("simulation", "PosCloud.Simulation"),
        ("browser", "PosCloud.BrowserTests"),
    ];

    public string Executable => Path.Combine(
        ProgramPaths.Root, "tests", Project, "bin", "Debug", "net10.0", OperatingSystem.IsWindows() ? Project + ".exe" : Project);

    /// <summary>True when its tests start hub, terminal or dashboard as processes.</summary>
    public bool StartsPrograms => Kind is "system" or "browser";

    public static IReadOnlyList<string> Kinds => [.. Known.Select(known => known.Kind)];

    /// <summary>Those that are built, in the order in which they run: quick ones first.</summary>
    public static IReadOnlyList<TestAssembly> Find(string? kind) =>
        [.. Known.Where(known => kind is null || known.Kind == kind)
            .Select(known => new TestAssembly(known.Kind, known.Project))
            .Where(assembly => File.Exists(assembly.Executable))];
}
