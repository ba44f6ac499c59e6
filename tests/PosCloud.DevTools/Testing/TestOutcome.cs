using System.Xml.Linq;

namespace PosCloud.DevTools.Testing;

/// <summary>What a run of one test assembly came to.</summary>
/// <param name="Unstable">Failed among the others and passed when run again by themselves; counted in <paramref name="Passed"/>.</param>
internal sealed record TestOutcome(
    int Passed,
    TimeSpan Took,
    IReadOnlyList<FailedTest> Failed,
    IReadOnlyList<(string Test, string Reason)> Skipped,
    IReadOnlyList<FailedTest> Unstable)
{
    /// <summary>Reads the result file of xunit.v3; errors outside a test count as a failure.</summary>
    public static TestOutcome Read(string resultFile, TimeSpan took)
    {
        var document = XDocument.Load(resultFile);
        var tests = document.Descendants("test").ToList();
        var failed = tests.Where(test => Is(test, "Fail"))
            .Select(test => new FailedTest(Name(test), $"{(string?)test.Attribute("type")}.{(string?)test.Attribute("method")}", Message(test)))
            .Concat(document.Descendants("error").Select(error => new FailedTest(
                (string?)error.Attribute("type") + " " + (string?)error.Attribute("name"), null, Message(error))));
        var skipped = tests.Where(test => Is(test, "Skip")).Select(test => (Name(test), test.Element("reason")?.Value ?? "no reason given"));
        return new TestOutcome(tests.Count(test => Is(test, "Pass")), took, [.. failed], [.. skipped], []);
    }

    public static TestOutcome Broken(string test, string message, TimeSpan took) => new(0, took, [new FailedTest(test, null, message)], [], []);

    /// <summary>This outcome after its failed tests had a second run by themselves.</summary>
    public TestOutcome After(TestOutcome second)
    {
        var still = Failed.Where(first => second.Passed == 0 || second.Failed.Any(again => again.Method == first.Method || again.Method is null)).ToList();
        var unstable = Failed.Except(still).ToList();
        return this with { Passed = Passed + unstable.Count, Took = Took + second.Took, Failed = still, Unstable = unstable };
    }

    private static bool Is(XElement test, string result) => (string?)test.Attribute("result") == result;

    private static string Name(XElement test) => (string?)test.Attribute("name") ?? "(unnamed)";

    private static string Message(XElement element) =>
        element.Descendants("message").FirstOrDefault()?.Value + "\n" + element.Descendants("stack-trace").FirstOrDefault()?.Value;
}
