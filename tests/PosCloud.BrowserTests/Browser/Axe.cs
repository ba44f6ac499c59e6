using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using PosCloud.TestKit.Programs;

namespace PosCloud.BrowserTests.Browser;

/// <summary>Runs axe-core, taken from its npm package, inside a page.</summary>
public static class Axe
{
    private const string Version = "4.14.1";

    private static readonly Lazy<Task<string>> Script = new(LoadAsync);

    /// <summary>Violations as one line each; empty when the page has none.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        // Evaluated by the debugger's protocol, so the page's content security policy stays as it is for users.
        await page.EvaluateAsync(await Script.Value);
        var result = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => ({ id: v.id, help: v.help, nodes: v.nodes.map(n => n.target.join(' ') + ' :: ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')) }))");
        return [.. result.EnumerateArray().Select(v =>
            $"{v.GetProperty("id").GetString()}: {v.GetProperty("help").GetString()} at {string.Join("; ", v.GetProperty("nodes").EnumerateArray().Select(n => n.GetString()).Take(4))}")];
    }

    private static async Task<string> LoadAsync()
    {
        var folder = Path.Combine(ProgramPaths.Root, "artifacts", "axe-core-" + Version);
        var file = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            var start = new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, "axe-core@" + Version])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm can't be started.");
            var output = npm.StandardOutput.ReadToEndAsync();
            var errors = await npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0) throw new InvalidOperationException($"npm could not install axe-core {Version}: {await output} {errors}");
        }

        return await File.ReadAllTextAsync(file);
    }
}
