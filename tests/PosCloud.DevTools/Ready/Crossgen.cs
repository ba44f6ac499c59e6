using System.Diagnostics;
using System.Runtime.InteropServices;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Ready;

/// <summary>The compiler that puts machine code into a built assembly, so that a start compiles less (ReadyToRun).</summary>
internal sealed class Crossgen(string executable)
{
    private static readonly string Project = Path.Combine(ProgramPaths.Root, "tests", "PosCloud.DevTools", "Ready", "crossgen.proj");

    private static readonly string System = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    /// <summary>Restores it; null where no registry has it for this machine.</summary>
    public static async Task<Crossgen?> FindAsync(CancellationToken cancellation)
    {
        if ((await RunAsync("dotnet", ["restore", Project, "-v:q"], cancellation)).ExitCode != 0) return null;
        var (exitCode, output) = await RunAsync("dotnet", ["msbuild", Project, "-getProperty:Crossgen"], cancellation);
        var executable = output.Trim() + (OperatingSystem.IsWindows() ? ".exe" : "");
        return exitCode == 0 && File.Exists(executable) ? new Crossgen(executable) : null;
    }

    /// <summary>False when it can't be compiled: then the assembly is used as it is.</summary>
    public async Task<bool> CompileAsync(string assembly, string into, CancellationToken cancellation)
    {
        // The frameworks that the programs run on, in the version that runs this.
        var core = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        var web = core.Replace("Microsoft.NETCore.App", "Microsoft.AspNetCore.App", StringComparison.Ordinal);
        var made = into + ".part";
        var (exitCode, _) = await RunAsync(
            executable,
            [
                assembly, "--out", made, "-r", Path.Combine(core, "*.dll"), "-r", Path.Combine(web, "*.dll"),
                "-r", Path.Combine(Path.GetDirectoryName(assembly)!, "*.dll"), "--targetos:" + System,
                "--targetarch:" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), "-O",
            ],
            cancellation);
        if (exitCode != 0 || !File.Exists(made)) return false;
        File.Move(made, into, overwrite: true);
        return true;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"Could not start {program}");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        await errors;
        return (process.ExitCode, await output);
    }
}
