using System.Diagnostics;
using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Testing;

/// <summary>Gets from Debian what some tests need. Where that is impossible those tests skip themselves and say why.</summary>
internal static class Machine
{
    private static readonly Need[] Needs =
    [
        new("Chromium", ["browser"], () => IsOnPath("chromium"), ["chromium", "fonts-noto-core", "fonts-noto-cjk"]),
        new("Redis", ["system"], () => RedisServer.Missing is null, [RedisServer.Package]),
        new("nginx", ["system"], () => File.Exists("/usr/sbin/nginx") && IsOnPath("openssl"), ["nginx-light", "openssl"]),
        new("promtool", ["system"], () => IsOnPath("promtool"), ["prometheus"]),
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

        if (IsOnPath("apt-get") && Environment.IsPrivilegedProcess)
        {
            string[] packages = [.. missing.SelectMany(need => need.Packages)];
            Console.WriteLine($"  installing {string.Join(' ', packages)}");
            if (await AptAsync(["update", "-qq"], cancellation))
            {
                await AptAsync(["install", "-y", "-qq", "--no-install-recommends", .. packages], cancellation);
            }
        }

        return [.. missing.Where(need => !need.IsThere())
            .Select(need => $"no {need.Name}: as root, apt-get update && apt-get install {string.Join(' ', need.Packages)}")];
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

    /// <param name="Kinds">Kinds of tests that use it.</param>
    private sealed record Need(string Name, string[] Kinds, Func<bool> IsThere, string[] Packages);
}
