using System.Text.RegularExpressions;

namespace PosCloud.UnitTests.Repository;

/// <summary>The README promises nothing that a test of that name doesn't show, and each of the numbered guarantees has one.</summary>
public sealed partial class GuaranteeTableTests
{
    private const int Guarantees = 33;

    private static readonly IReadOnlyList<string> Rows =
        [.. File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")).Split("## Guarantees")[1].Split("\n## ")[0].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];

    [Fact]
    public void Every_guarantee_links_to_a_test_with_the_name_it_gives()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row => Assert.True(Row().Match(row) is { Success: true } found && HasTest(found), row));
    }

    [Fact]
    public void Every_number_has_a_test_that_says_so() =>
        Assert.Equal(
            [],
            Enumerable.Range(1, Guarantees).Select(number => $"G{number}").Except(Rows.Select(row => Row().Match(row)).Where(HasTrait).Select(row => row.Groups["number"].Value)));

    [Fact]
    public void Every_test_that_says_a_number_is_in_the_table_with_it()
    {
        var listed = Rows.Select(row => Row().Match(row)).Select(row => (row.Groups["number"].Value, row.Groups["file"].Value)).ToHashSet();

        Assert.All(
            RepositoryFiles.With("Tests.cs").Concat(RepositoryFiles.With("Contract.cs")),
            file => Assert.All(
                Trait().Matches(File.ReadAllText(file)).Select(trait => trait.Groups["number"].Value),
                number => Assert.Contains((number, RepositoryFiles.Short(file)), listed)));
    }

    private static bool HasTest(Match row) =>
        Text(row) is { } text
        && text.Contains($" {row.Groups["test"].Value.Replace(' ', '_')}(", StringComparison.Ordinal)
        && (row.Groups["number"].Value == "–" || HasTrait(row));

    private static bool HasTrait(Match row) =>
        Text(row) is { } text && Trait().Matches(text).Any(trait => trait.Groups["number"].Value == row.Groups["number"].Value);

    private static string? Text(Match row) =>
        Path.Combine(RepositoryFiles.Root, row.Groups["file"].Value) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    [GeneratedRegex(@"^\| (?<number>G\d+|–) \| .+ \| \[(?<test>.+)\]\((?<file>.+\.cs)\) \| .+ \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\[Trait\(""guarantee"", ""(?<number>G\d+)""\)\]")]
    private static partial Regex Trait();
}
