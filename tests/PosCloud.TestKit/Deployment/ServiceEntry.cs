namespace PosCloud.TestKit.Deployment;

/// <summary>One service of a compose file, its variables filled in.</summary>
public sealed class ServiceEntry(string name, Dictionary<string, object?> settings)
{
    public string Name { get; } = name;

    public IReadOnlyDictionary<string, object?> Settings { get; } = settings;

    public string Image => (string)Settings["image"]!;

    /// <summary>Context and Dockerfile of an image of our own; null for one from elsewhere.</summary>
    public (string Context, string Dockerfile)? Build => Settings.GetValueOrDefault("build") is Dictionary<string, object?> build
        ? ((string)build["context"]!, (string?)build.GetValueOrDefault("dockerfile") ?? "Dockerfile")
        : null;

    public IReadOnlyList<string> Entrypoint => Texts("entrypoint");

    public IReadOnlyList<string> Command => Texts("command");

    public IReadOnlyList<string> Profiles => Texts("profiles");

    public IReadOnlyList<string> Networks => Texts("networks");

    public IReadOnlyDictionary<string, string> Environment =>
        Map("environment").ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);

    /// <summary>Volume or host path, and where it is in the container.</summary>
    public IReadOnlyList<(string Source, string Target)> Volumes =>
        [.. Texts("volumes").Select(volume => volume.Split(':')).Select(part => (part[0], part[1]))];

    public IReadOnlyDictionary<string, string> DependsOn =>
        Map("depends_on").ToDictionary(pair => pair.Key, pair => (string)((Dictionary<string, object?>)pair.Value!)["condition"]!, StringComparer.Ordinal);

    /// <summary>Those without which it doesn't start at all.</summary>
    public IEnumerable<string> Requires =>
        Map("depends_on").Where(pair => ((Dictionary<string, object?>)pair.Value!).GetValueOrDefault("required") as string != "false").Select(pair => pair.Key);

    /// <summary>Empty when it has no health check.</summary>
    public IReadOnlyList<string> HealthTest => Map("healthcheck").GetValueOrDefault("test") is List<object?> test ? [.. test.Cast<string>()] : [];

    /// <summary>Ends by itself when its work is done.</summary>
    public bool IsOneShot => Settings.GetValueOrDefault("restart") is "no";

    public IReadOnlyDictionary<string, object?> Map(string key) => Settings.GetValueOrDefault(key) as Dictionary<string, object?> ?? [];

    private IReadOnlyList<string> Texts(string key) => Settings.GetValueOrDefault(key) is List<object?> list ? [.. list.Cast<string>()] : [];
}
