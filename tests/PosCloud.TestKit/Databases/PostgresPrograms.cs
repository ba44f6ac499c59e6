using System.Diagnostics;
using System.Globalization;

namespace PosCloud.TestKit.Databases;

/// <summary>PostgreSQL's programs on this machine, and the user who may run them.</summary>
internal sealed class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";
    private const string ServerUser = "postgres";

    // The first version whose initdb takes an ICU locale.
    private const int IcuSince = 15;

    private PostgresPrograms(string folder) => Folder = folder;

    /// <summary>Folder of <c>initdb</c> and <c>postgres</c>.</summary>
    public string Folder { get; }

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Server => Path.Combine(Folder, "postgres");

    /// <summary>PostgreSQL refuses to run as root; then Debian's user runs it.</summary>
    public bool RunsAsServerUser => Environment.IsPrivilegedProcess;

    /// <summary>Null when this machine lacks them; <paramref name="reason"/> says what is missing and how to get it.</summary>
    public static PostgresPrograms? Find(out string reason)
    {
        reason = "";
        if (OperatingSystem.IsWindows())
        {
            reason = "a temporary PostgreSQL needs Unix sockets and a shell";
            return null;
        }

        var debian = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder).OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = debian.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
        if (found is null)
        {
            reason = "no PostgreSQL here: as root, apt-get update && apt-get install postgresql";
            return null;
        }

        return new PostgresPrograms(found);
    }

    /// <summary>
    /// Creates the cluster's files. Its locale isn't the bytes' order where that can be chosen, so that a key column
    /// without a binary collation is noticed.
    /// </summary>
    public async Task InitialiseAsync(string data, string user, CancellationToken cancellation)
    {
        List<string> arguments = ["-D", data, "-U", user, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"];
        if (await VersionAsync(cancellation) >= IcuSince) arguments.AddRange(["--locale-provider=icu", "--icu-locale=en-US"]);
        await RunAsync(InitDb, arguments, cancellation);
    }

    /// <summary>Runs one of the programs as whoever runs this, who owns the files that it reads and writes.</summary>
    public Task RunToolAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunPlainAsync(Path.Combine(Folder, tool), arguments, cancellation);

    /// <summary>Makes the folder the server's own and closes it to others.</summary>
    public async Task TakeOverAsync(string folder, CancellationToken cancellation)
    {
        if (RunsAsServerUser) await RunPlainAsync("chown", ["-R", $"{ServerUser}:", folder], cancellation);
        await RunPlainAsync("chmod", ["700", folder], cancellation);
    }

    /// <summary>How to start a command as the user who may run the server.</summary>
    public ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments) => RunsAsServerUser
        ? new ProcessStartInfo("runuser", ["-u", ServerUser, "--", program, .. arguments])
        : new ProcessStartInfo(program, arguments);

    private static int Version(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private async Task<int> VersionAsync(CancellationToken cancellation)
    {
        // "postgres (PostgreSQL) 15.18 (Debian …)"
        var words = (await RunAsync(Server, ["--version"], cancellation)).Split(' ');
        return words.Length > 2 && int.TryParse(words[2].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }

    private Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        EndAsync(StartInfo(program, arguments), cancellation);

    private static Task<string> RunPlainAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        EndAsync(new ProcessStartInfo(program, arguments), cancellation);

    private static async Task<string> EndAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        start.WorkingDirectory = "/";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"Could not start {start.FileName}");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.\n{await output}{await errors}");
    }
}
