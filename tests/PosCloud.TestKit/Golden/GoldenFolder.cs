using PosCloud.Domain.Facts;
using PosCloud.TestKit.Programs;

namespace PosCloud.TestKit.Golden;

/// <summary>
/// Where the bytes of every message and fact of every released version are kept. With <c>POSCLOUD_GOLDEN=write</c> a file
/// that is missing is written from what the code writes now; a file that exists is never changed.
/// </summary>
public static class GoldenFolder
{
    private const string Facts = "facts";
    private const string Extension = ".frame";
    private static readonly Lock Gate = new();

    public static string Root => Path.Combine(ProgramPaths.Root, "tests", "PosCloud.UnitTests", "Golden", "Files");

    public static bool Writes => Environment.GetEnvironmentVariable("POSCLOUD_GOLDEN") == "write";

    /// <summary>Names below <see cref="Root"/>, with slashes, in order.</summary>
    public static IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(Directory.CreateDirectory(Root).FullName, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The file's bytes; null when there is none.</summary>
    public static byte[]? Read(string name, Func<byte[]>? now = null)
    {
        lock (Gate)
        {
            var path = Path.Combine(Root, name);
            if (File.Exists(path)) return File.ReadAllBytes(path);
            if (!Writes || now is null) return null;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, now());
            return File.ReadAllBytes(path);
        }
    }

    public static string NameOf(string type, int version, string what) => $"{Facts}/{type}.v{version}.{what}{Extension}";

    /// <summary>All facts of all versions.</summary>
    public static IReadOnlyList<GoldenFact> ReadFacts() =>
        [.. Names().Where(name => name.StartsWith(Facts + "/", StringComparison.Ordinal)).Select(name => GoldenFact.Parse(name, Read(name)!))];
}
