using PosCloud.TestKit.Programs;

namespace PosCloud.UnitTests.Repository;

/// <summary>The files of the repository, without what a build or a run leaves behind.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Left = ["bin", "obj", "node_modules", "TestResults", "artifacts"];

    public static string Root => ProgramPaths.Root;

    public static IEnumerable<string> Source() => With(".cs").Concat(With(".razor")).Where(file => !IsMigration(file));

    public static IEnumerable<string> With(string extension) =>
        Below(new DirectoryInfo(Root)).Where(file => file.EndsWith(extension, StringComparison.Ordinal));

    public static string Short(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Migrations are written by a tool.</summary>
    private static bool IsMigration(string file) => Short(file).Contains("/Migrations/", StringComparison.Ordinal);

    private static IEnumerable<string> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories()
                .Where(inner => !Left.Contains(inner.Name) && !inner.Name.StartsWith('.'))
                .SelectMany(Below));
}
