using System.Text.RegularExpressions;

namespace PosCloud.UnitTests.Repository;

/// <summary>The README promises nothing that a test of that name doesn't show.</summary>
public sealed partial class GuaranteeTableTests
{
    private static readonly string Table =
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")).Split("## Guarantees")[1].Split("\n## ")[0];

    [Fact]
    public void Every_guarantee_links_to_a_test_with_the_name_it_gives()
    {
        var rows = Table.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(
            Row().Match(row) is { Success: true } link && HasTest(link.Groups[2].Value, link.Groups[1].Value), row));
    }

    [Fact]
    public void Every_file_of_tests_of_a_guarantee_is_linked() =>
        Assert.All(
            RepositoryFiles.With("Tests.cs").Concat(RepositoryFiles.With("Contract.cs"))
                .Where(file => File.ReadAllText(file).Contains("[Trait(\"guarantee\",", StringComparison.Ordinal))
                .Select(RepositoryFiles.Short),
            file => Assert.Contains($"]({file})", Table, StringComparison.Ordinal));

    private static bool HasTest(string file, string name)
    {
        var path = Path.Combine(RepositoryFiles.Root, file);
        return File.Exists(path) && File.ReadAllText(path).Contains($" {name.Replace(' ', '_')}(", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| .+ \| \[(.+)\]\((.+\.cs)\) \|$")]
    private static partial Regex Row();
}
