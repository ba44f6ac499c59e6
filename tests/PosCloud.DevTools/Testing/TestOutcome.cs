using System.Xml.Linq;

namespace PosCloud.DevTools.Testing;

/// <summary>What a run of one test assembly came to.</summary>
internal sealed record TestOutcome(
    int Passed, TimeSpan Took, IReadOnlyList<(string Test, string Message)> Failed, IReadOnlyList<(string Test, string Reason)> Skipped)
{
    /// <summary>Reads the result file of xunit.v3; errors outside a test count as a failure.</summary>
    public static TestOutcome Read(string resultFile, TimeSpan took)
    {
        var document = XDocument.Load(resultFile);
        var tests = document.Descendants("test").ToList();
        var failed = tests.Where(test => Is(test, "Fail"))
            .Select(test => (Name(test), Message(test)))
            .Concat(document.Descendants("error").Select(error => (
                (string?)error.Attribute("type") + " " + (string?)error.Attribute("name"), Message(error))));
        var skipped = tests.Where(test => Is(test, "Skip")).Select(test => (Name(test), test.Element("reason")?.Value ?? "no reason given"));
        return new TestOutcome(tests.Count(test => Is(test, "Pass")), took, [.. failed], [.. skipped]);
    }

    public static TestOutcome Broken(string test, string message, TimeSpan took) => new(0, took, [(test, message)], []);

    private static bool Is(XElement test, string result) => (string?)test.Attribute("result") == result;

    private static string Name(XElement test) => (string?)test.Attribute("name") ?? "(unnamed)";

    private static string Message(XElement element) =>
        element.Descendants("message").FirstOrDefault()?.Value + "\n" + element.Descendants("stack-trace").FirstOrDefault()?.Value;
}
