using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Ready;

/// <summary>
/// Copies of hub, terminal and dashboard that start sooner, for tests that start them a thousand times: what runs at a start
/// is compiled once here instead of at each start. What was compiled is kept and used again while the assembly is the same.
/// </summary>
internal static class ReadyPrograms
{
    /// <summary>What the programs load when they start; the rest is compiled when it is needed, as ever.</summary>
    private static readonly string[] Worth =
    [
        "PosCloud.", "poscloud-", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "Npgsql", "Orleans.", "OpenTelemetry",
        "Polly.", "System.CommandLine", "Microsoft.AspNetCore.SignalR.Client", "Microsoft.AspNetCore.Http.Connections.Client",
        "Microsoft.Extensions.DependencyModel", "Microsoft.IdentityModel.",
    ];

    private static readonly string[] NotWorth = ["Microsoft.EntityFrameworkCore.SqlServer", "Microsoft.IdentityModel.Protocols", "PosCloud.DevTools"];

    private static readonly string Kept = Path.Combine(ProgramPaths.Root, "tests", "PosCloud.DevTools", "obj", "ready");

    /// <summary>Makes them and lets the tests of this process's children use them; answers what came of it.</summary>
    public static async Task<string> MakeAsync(CancellationToken cancellation)
    {
        if (await Crossgen.FindAsync(cancellation) is not { } compiler) return "no registry has the compiler: programs start as they were built";
        string[] programs = [ProgramPaths.Hub, ProgramPaths.Terminal, ProgramPaths.Dashboard];
        Directory.CreateDirectory(Kept);
        var assemblies = programs
            .SelectMany(program => Directory.GetFiles(Path.GetDirectoryName(program)!, "*.dll"))
            .Where(IsWorthIt)
            .ToLookup(KeptName, StringComparer.Ordinal);
        foreach (var old in Directory.GetFiles(Kept).Where(file => !assemblies.Contains(Path.GetFileName(file)))) File.Delete(old);
        // The longest first, so that no processor is idle at the end.
        await Parallel.ForEachAsync(
            assemblies.Select(same => same.First()).OrderByDescending(file => new FileInfo(file).Length),
            cancellation,
            async (assembly, stop) =>
            {
                var kept = Path.Combine(Kept, KeptName(assembly));
                if (!File.Exists(kept)) await compiler.CompileAsync(assembly, kept, stop);
            });
        foreach (var program in programs) Copy(Path.GetDirectoryName(program)!, ProgramPaths.ReadyFolder(program));
        Environment.SetEnvironmentVariable(ProgramPaths.ReadyVariable, "1");
        return $"{assemblies.Count} assemblies";
    }

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var kept = IsWorthIt(file) ? Path.Combine(Kept, KeptName(file)) : file;
            File.Copy(File.Exists(kept) ? kept : file, target);
        }
    }

    private static bool IsWorthIt(string file) =>
        Path.GetFileName(file) is var name
        && name.EndsWith(".dll", StringComparison.Ordinal)
        && Worth.Any(start => name.StartsWith(start, StringComparison.Ordinal))
        && !NotWorth.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Names the content: a compiler gives every build of an assembly an identity of its own.</summary>
    private static string KeptName(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return $"{Path.GetFileNameWithoutExtension(assembly)}-{metadata.GetGuid(metadata.GetModuleDefinition().Mvid):n}-{Environment.Version}.dll";
    }
}
