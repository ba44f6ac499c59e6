using System.Text.RegularExpressions;

namespace PosCloud.TestKit.Deployment;

/// <summary>The variables of a compose file: <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME:?message}</c>; <c>$$</c> is a dollar sign.</summary>
public static partial class Interpolation
{
    /// <exception cref="InvalidDataException">A required variable is empty or missing.</exception>
    public static string Resolve(string text, IReadOnlyDictionary<string, string> variables) => Variable().Replace(text, match =>
    {
        if (match.Value == "$$") return "$";
        var value = variables.GetValueOrDefault(match.Groups["name"].Value, "");
        return (value, match.Groups["kind"].Value) switch
        {
            ("", ":-") => match.Groups["rest"].Value,
            ("", ":?") => throw new InvalidDataException($"{match.Groups["name"].Value}: {match.Groups["rest"].Value}"),
            _ => value,
        };
    });

    /// <summary>Names in a text, and whether each must be given.</summary>
    public static IEnumerable<(string Name, bool MustBeGiven)> Names(string text) =>
        Variable().Matches(text).Where(match => match.Value != "$$").Select(match => (match.Groups["name"].Value, match.Groups["kind"].Value == ":?"));

    /// <summary>A file of <c>NAME=value</c> lines, whose values may name earlier ones.</summary>
    public static Dictionary<string, string> ReadVariables(IEnumerable<string> lines)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            variables[line[..end]] = Resolve(line[(end + 1)..], variables);
        }

        return variables;
    }

    [GeneratedRegex(@"\$\$|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:(?<kind>:-|:\?)(?<rest>[^}]*))?\}")]
    private static partial Regex Variable();
}
