using PosCloud.TestKit.Programs;

namespace PosCloud.TestKit.Deployment;

/// <summary>The repository's docker-compose.yml as an engine would read it.</summary>
public sealed class ComposeFile
{
    private ComposeFile(Dictionary<string, object?> content)
    {
        Content = content.Where(part => !part.Key.StartsWith("x-", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        Services = Map("services").ToDictionary(
            service => service.Key, service => new ServiceEntry(service.Key, (Dictionary<string, object?>)service.Value!), StringComparer.Ordinal);
    }

    public static string Path => System.IO.Path.Combine(ProgramPaths.Root, "docker-compose.yml");

    public static string ExamplePath => System.IO.Path.Combine(ProgramPaths.Root, ".env.example");

    /// <summary>Everything but the parts that only others refer to.</summary>
    public IReadOnlyDictionary<string, object?> Content { get; }

    public IReadOnlyDictionary<string, ServiceEntry> Services { get; }

    /// <summary>What .env.example says, with the passwords filled in.</summary>
    public static Dictionary<string, string> ExampleVariables(string password)
    {
        var lines = File.ReadAllLines(ExamplePath).Select(line => line.EndsWith("_PASSWORD=", StringComparison.Ordinal) ? line + password : line);
        return Interpolation.ReadVariables(lines);
    }

    public static ComposeFile Load(IReadOnlyDictionary<string, string> variables) =>
        new(YamlReader.Read(Interpolation.Resolve(File.ReadAllText(Path), variables)));

    public IReadOnlyDictionary<string, object?> Map(string key) => (Dictionary<string, object?>)Content[key]!;

    /// <summary>The services that start with these profiles.</summary>
    public IEnumerable<ServiceEntry> Active(params IReadOnlyList<string> profiles) =>
        Services.Values.Where(service => service.Profiles.Count == 0 || service.Profiles.Any(profiles.Contains));
}
