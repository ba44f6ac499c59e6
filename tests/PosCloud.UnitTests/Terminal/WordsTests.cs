using System.Text.RegularExpressions;
using PosCloud.Domain.Facts;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.Terminal.Text;
using PosCloud.Ui;
using PosCloud.UnitTests.Repository;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed partial class WordsTests
{
    [Fact]
    public void Every_text_that_a_screen_names_exists()
    {
        var missing = Sources().SelectMany(source => Named().Matches(source).Select(match => match.Groups[1].Value))
            .Concat(Sources().SelectMany(source => Counted().Matches(source).SelectMany(match => (string[])[match.Groups[1].Value + "_one", match.Groups[1].Value + "_many"])))
            .Distinct().Where(name => !Exists(name));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_refusal_and_choice_has_its_words()
    {
        var names = Enum.GetNames<CartRefusal>().Select(name => $"Refusal_{name}")
            .Concat(Enum.GetNames<ShiftRefusal>().Select(name => $"ShiftRefusal_{name}"))
            .Concat(Enum.GetNames<Tender>().Select(name => $"Tender_{name}"))
            .Concat(Enum.GetNames<LampState>().Select(name => $"LampState_{name}"));

        Assert.DoesNotContain(names, name => !Exists(name));
    }

    private static IEnumerable<string> Sources() => RepositoryFiles.Source()
        .Where(file => RepositoryFiles.Short(file).StartsWith("client/PosCloud.Terminal/", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    private static bool Exists(string name)
    {
        try
        {
            return Words.Of(name).Length > 0;
        }
        catch (System.Resources.MissingManifestResourceException)
        {
            return false;
        }
    }

    [GeneratedRegex("""Words\.Of\("(\w+)"[,)]""")]
    private static partial Regex Named();

    [GeneratedRegex("""Words\.Count\("(\w+)",""")]
    private static partial Regex Counted();
}
