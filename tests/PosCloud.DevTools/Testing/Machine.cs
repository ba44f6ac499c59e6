using System.Diagnostics;
using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Testing;

/// <summary>Gets from Debian what some tests need. Where that is impossible those tests skip themselves and say why.</summary>
internal static class Machine
{
    private static readonly InstalledProgram Chromium = new("chromium", "chromium", "fonts-noto-core", "fonts-noto-cjk");
    private static readonly InstalledProgram AptGet = new("apt-get", "apt");

    private static readonly Need[] Needs =
    [
        new("Chromium", ["browser"], () => Chromium.Path is not null, Chromium.Packages),
        new("Redis", ["system"], () => RedisServer.Missing is null, InstalledProgram.Redis.Packages),
        new("nginx", ["system"], () => InstalledProgram.Nginx.Missing is null, InstalledProgram.Nginx.Packages),
        new("openssl", ["system"], () => InstalledProgram.OpenSsl.Missing is null, InstalledProgram.OpenSsl.Packages),
        new("promtool", ["system"], () => InstalledProgram.Promtool.Missing is null, InstalledProgram.Promtool.Packages),
        new("libfaketime", ["system"], () => FakeTime.Library is not null, [FakeTime.Package]),
        new("PostgreSQL", ["system"], () => PostgresCluster.Missing is null, ["postgresql"]),
    ];

    /// <summary>Returns one line about each thing that is missing and could not be installed.</summary>
    public static async Task<IReadOnlyList<string>> PrepareAsync(IReadOnlyList<TestAssembly> assemblies, CancellationToken cancellation)
    {
        var missing = Needs.Where(need => assemblies.Any(assembly => need.Kinds.Contains(assembly.Kind)) && !need.IsThere()).ToList();
        if (missing.Count == 0)
        {
            return [];
        }

        if (AptGet.Path is { } apt && Environment.IsPrivilegedProcess)
        {
            string[] packages = [.. missing.SelectMany(need => need.Packages)];
            Console.WriteLine($"  installing {string.Join(' ', packages)}");
            if (await AptAsync(apt, ["update", "-qq"], cancellation))
            {
                await AptAsync(apt, ["install", "-y", "-qq", "--no-install-recommends", .. packages], cancellation);
            }
        }

        return [.. missing.Where(need => !need.IsThere())
            .Select(need => $"no {need.Name}: as root, apt-get update && apt-get install {string.Join(' ', need.Packages)}")];
    }

    private static async Task<bool> AptAsync(string apt, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(apt, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Could not start apt-get");
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0;
    }

    /// <param name="Kinds">Kinds of tests that use it.</param>
    private sealed record Need(string Name, string[] Kinds, Func<bool> IsThere, IReadOnlyList<string> Packages);
}
