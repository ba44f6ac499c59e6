using System.Text.RegularExpressions;
using System.Xml.Linq;
using PosCloud.TestKit.Programs;

namespace PosCloud.UnitTests.Deployment;

/// <summary>The images of our programs are built from all that the programs need, and run without root.</summary>
public sealed partial class DockerfileTests
{
    public static TheoryData<string, string> Programs() => new()
    {
        { "backend/PosCloud.Hub", "poscloud-hub" },
        { "dashboard/PosCloud.Dashboard", "poscloud-dashboard" },
        { "client/PosCloud.Terminal", "poscloud-terminal" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_copies_every_project_that_the_program_is_made_of(string project, string program)
    {
        var lines = Lines(project);
        var copied = lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();

        Assert.All(Closure(project), needed => Assert.Contains(copied, from => needed.StartsWith(from + "/", StringComparison.Ordinal)));
        Assert.All(copied, from => Assert.True(Path.Exists(Path.Combine(ProgramPaths.Root, from)), from));
        Assert.All(
            Directory.GetFiles(ProgramPaths.Root).Select(Path.GetFileName).Where(file => file!.StartsWith("Directory.", StringComparison.Ordinal)),
            file => Assert.Contains(file, copied));
        Assert.Contains(lines, line => line.StartsWith($"RUN dotnet publish {project} ", StringComparison.Ordinal));
        Assert.Contains($"ENTRYPOINT [\"{program}\"]", lines);
        Assert.Equal(program, AssemblyName(project));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_runs_the_program_without_root_on_a_pinned_base(string project, string program)
    {
        var lines = Lines(project);

        Assert.Equal("USER $APP_UID", lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)), line => Assert.Matches(PinnedBase(), line));
        Assert.True(lines.IndexOf($"ENTRYPOINT [\"{program}\"]") > lines.IndexOf("USER $APP_UID"));
    }

    private static List<string> Lines(string project) => [.. File.ReadAllLines(Path.Combine(ProgramPaths.Root, project, "Dockerfile"))];

    /// <summary>The project and all it refers to, as paths from the top folder.</summary>
    private static IEnumerable<string> Closure(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([ProjectFile(project)]);
        while (open.TryDequeue(out var file))
        {
            if (!found.Add(file)) continue;
            var folder = Path.GetDirectoryName(Path.Combine(ProgramPaths.Root, file))!;
            foreach (var reference in XDocument.Load(Path.Combine(ProgramPaths.Root, file)).Descendants("ProjectReference"))
                open.Enqueue(Path.GetRelativePath(ProgramPaths.Root, Path.GetFullPath((string)reference.Attribute("Include")!, folder)));
        }

        return found;
    }

    private static string ProjectFile(string project) => $"{project}/{Path.GetFileName(project)}.csproj";

    private static string? AssemblyName(string project) =>
        XDocument.Load(Path.Combine(ProgramPaths.Root, ProjectFile(project))).Descendants("AssemblyName").Single().Value;

    [GeneratedRegex(@"^FROM mcr\.microsoft\.com/dotnet/(sdk|aspnet):\d+\.\d+-noble( AS build)?$")]
    private static partial Regex PinnedBase();
}
