using System.Text.RegularExpressions;
using Xunit;

namespace PosCloud.UnitTests.Repository;

/// <summary>Limits that keep the source readable. A limit may be made tighter, never looser.</summary>
public sealed partial class TidyTests
{
    private const int MostLines = 400;
    private static readonly string[] EmptySuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Services", "Impl", "Common"];

    // Written in two halves, so that this file does not find itself.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception", "#re" + "gion"];

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.Empty(RepositoryFiles.Source()
            .Select(file => (File: RepositoryFiles.Short(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines)
            .Select(file => $"{file.File}: {file.Lines} lines"));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Assert.Empty(RepositoryFiles.Source()
            .SelectMany(file => TypeName().Matches(File.ReadAllText(file)).Select(match => (File: file, Type: match.Groups[1].Value)))
            .Where(named => EmptySuffixes.Any(suffix => named.Type.EndsWith(suffix, StringComparison.Ordinal)))
            .Select(named => $"{RepositoryFiles.Short(named.File)}: {named.Type}"));

    [Fact]
    public void Nothing_is_marked_as_unfinished_or_folded_away() =>
        Assert.Empty(RepositoryFiles.Source()
            .SelectMany(file => File.ReadLines(file).Select((text, index) => (File: file, Text: text, Line: index + 1)))
            .Where(line => Unfinished.Any(mark => line.Text.Contains(mark, StringComparison.Ordinal)))
            .Select(line => $"{RepositoryFiles.Short(line.File)}:{line.Line}: {line.Text.Trim()}"));

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|ref)\s+)*(?:record\s+struct|record\s+class|class|struct|interface|record|enum)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();
}
