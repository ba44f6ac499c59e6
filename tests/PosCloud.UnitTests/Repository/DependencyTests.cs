using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace PosCloud.UnitTests.Repository;

/// <summary>The arrows drawn in ARCHITECTURE.md are the project references, no more and no fewer.</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void Project_references_are_those_drawn_in_ARCHITECTURE_md()
    {
        var drawn = Drawn();

        var built = RepositoryFiles.With(".csproj")
            .Where(file => !RepositoryFiles.Short(file).StartsWith("tests/", StringComparison.Ordinal))
            .ToDictionary(Name, References);

        Assert.NotEmpty(drawn);
        Assert.Equal(Lines(drawn), Lines(built));
    }

    private static IEnumerable<string> Lines(Dictionary<string, string[]> arrows) =>
        arrows.Select(arrow => $"{arrow.Key} → {string.Join(", ", arrow.Value.Order(StringComparer.Ordinal))}".TrimEnd(' ', '→'))
            .Order(StringComparer.Ordinal);

    private static Dictionary<string, string[]> Drawn()
    {
        var document = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "ARCHITECTURE.md"));
        var block = References().Match(document).Groups[1].Value;
        return block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('→', StringSplitOptions.TrimEntries))
            .ToDictionary(side => side[0], side => side.Length < 2 ? [] : side[1].Split(',', StringSplitOptions.TrimEntries));
    }

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Name((string)reference.Attribute("Include")!))];

    private static string Name(string project) =>
        Path.GetFileNameWithoutExtension(project.Replace('\\', '/')).Replace("PosCloud.", "", StringComparison.Ordinal);

    [GeneratedRegex("```references\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex References();
}
