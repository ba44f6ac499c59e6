using System.Xml.Linq;
using Xunit;

namespace PosCloud.UnitTests.Repository;

/// <summary>Nothing is used that the README does not own up to.</summary>
public sealed class PackageTests
{
    [Fact]
    public void Every_package_in_use_is_in_the_stack_table_of_the_README()
    {
        var stack = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")).Split("## Stack")[1].Split("\n## ")[0];

        var used = RepositoryFiles.With(".csproj")
            .Append(Path.Combine(RepositoryFiles.Root, "Directory.Build.props"))
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(reference => (string)reference.Attribute("Include")!)
            .Distinct();

        Assert.All(used, package => Assert.Contains($"`{package}`", stack, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_has_its_version_in_one_place() =>
        Assert.Empty(RepositoryFiles.With(".csproj")
            .Where(file => XDocument.Load(file).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null))
            .Select(RepositoryFiles.Short));
}
