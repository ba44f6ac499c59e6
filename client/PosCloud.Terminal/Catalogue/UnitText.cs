using System.Text.RegularExpressions;

namespace PosCloud.Terminal.Catalogue;

/// <summary>Keeps a number and its unit on one line.</summary>
public static partial class UnitText
{
    /// <summary>Puts a space that doesn't break between a number and a short unit after it: "0.5 L", "100 g".</summary>
    public static string KeepTogether(string name) => NumberAndUnit().Replace(name, "$1\u00a0$2");

    // Linear in the length of the name, so it needs no time limit.
    [GeneratedRegex(@"(\p{Nd}) (\p{L}{1,3})(?!\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndUnit();
}
