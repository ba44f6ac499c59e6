namespace PosCloud.TestKit.Programs;

/// <summary>A program that some tests need from this machine, and the packages of Debian that bring it.</summary>
public sealed class InstalledProgram(string name, params IReadOnlyList<string> packages)
{
    // Debian puts servers where the path of an ordinary user doesn't lead.
    private static readonly string[] ServerFolders = ["/usr/sbin", "/usr/local/sbin"];

    public static InstalledProgram Nginx { get; } = new("nginx", "nginx-light");

    public static InstalledProgram OpenSsl { get; } = new("openssl", "openssl");

    public static InstalledProgram Promtool { get; } = new("promtool", "prometheus");

    public static InstalledProgram Redis { get; } = new("redis-server", "redis-server");

    public string Name => name;

    public IReadOnlyList<string> Packages => packages;

    /// <summary>Where it is; null when it isn't installed.</summary>
    public string? Path => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Concat(ServerFolders)
        .Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Why it can't be run here; null when it can.</summary>
    public string? Missing => Path is null ? $"no {name} here: as root, apt-get update && apt-get install {string.Join(' ', packages)}" : null;
}
