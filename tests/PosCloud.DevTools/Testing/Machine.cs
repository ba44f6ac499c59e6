using System.Diagnostics;

namespace PosCloud.DevTools.Testing;

/// <summary>Gets from Debian what some tests need. Where that is impossible those tests skip themselves and say why.</summary>
internal static class Machine
{
    private static readonly string[] BrowserPackages = ["chromium", "fonts-noto-core", "fonts-noto-cjk"];

    /// <summary>Returns one line about each thing that is missing and could not be installed.</summary>
    public static async Task<IReadOnlyList<string>> PrepareAsync(IReadOnlyList<TestAssembly> assemblies, CancellationToken cancellation)
    {
        if (!assemblies.Any(assembly => assembly.Kind == "browser") || IsOnPath("chromium"))
        {
            return [];
        }

        if (IsOnPath("apt-get") && Environment.IsPrivilegedProcess)
        {
            Console.WriteLine($"  installing {string.Join(' ', BrowserPackages)}");
            var installed = await AptAsync(["update", "-qq"], cancellation)
                && await AptAsync(["install", "-y", "-qq", "--no-install-recommends", .. BrowserPackages], cancellation);
            if (installed)
            {
                return [];
            }
        }

        return [$"no Chromium: as root, apt-get update && apt-get install {string.Join(' ', BrowserPackages)}"];
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<bool> AptAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("apt-get", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Could not start apt-get");
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0;
    }
}
