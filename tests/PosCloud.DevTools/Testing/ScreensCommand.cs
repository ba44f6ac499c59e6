using System.CommandLine;

namespace PosCloud.DevTools.Testing;

/// <summary><c>screens</c>: the browser tests that take the pictures of the gallery.</summary>
internal static class ScreensCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static Command Create()
    {
        var command = new Command("screens", "Retakes every picture of the gallery");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var browser = TestAssembly.Find("browser");
        foreach (var line in await Machine.PrepareAsync(browser, cancellation))
        {
            Console.WriteLine($"  {line}");
        }

        // Pictures are explicit tests: they write files, so an ordinary run leaves them alone.
        var outcome = await Screen.StageAsync(
            "pictures",
            () => TestRun.RunAsync(browser.Single(), all: false, Limit, ["-explicit", "only", "-trait", "kind=screens"], cancellation),
            result => $"{result.Passed} taken, {result.Failed.Count} failed, {result.Skipped.Count} skipped");
        foreach (var test in outcome.Failed)
        {
            Console.WriteLine($"  FAILED {test.Name}\n{test.Message}");
        }

        return outcome.Failed.Count == 0 && outcome.Passed > 0 ? 0 : 1;
    }
}
