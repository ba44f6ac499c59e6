using System.Text.RegularExpressions;
using Xunit;

namespace PosCloud.UnitTests.Repository;

/// <summary>What the documents say about the repository is true of the repository.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] RootFolders = ["backend/", "client/", "dashboard/", "tests/", ".ci/"];
    private static readonly string[] EmptyPromises =
        ["seamless", "blazing", "world-class", "cutting-edge", "best-in-class", "enterprise-grade", "bulletproof", "effortless"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_it_names_exists(string document)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFiles.Root, document));
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, document))!;

        var linked = Link().Matches(text).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => Path.Combine(folder, target.Split('#')[0]));
        var quoted = Quoted().Matches(text).Select(match => match.Groups[1].Value)
            .Where(target => RootFolders.Any(root => target.StartsWith(root, StringComparison.Ordinal)))
            .Select(target => Path.Combine(RepositoryFiles.Root, target));

        Assert.Empty(linked.Concat(quoted).Where(path => !Path.Exists(path)).Select(RepositoryFiles.Short));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void It_promises_nothing_that_no_test_could_show(string document)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFiles.Root, document));

        Assert.DoesNotContain(EmptyPromises, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    public static TheoryData<string> Documents() => [.. RepositoryFiles.With(".md").Select(RepositoryFiles.Short)];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\\s*]+/[^`\\s*]*)`")]
    private static partial Regex Quoted();
}
