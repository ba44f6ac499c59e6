using System.Diagnostics;

namespace PosCloud.TestKit.Programs;

/// <summary>A program that serves until it is stopped. What it writes goes to a log file beside its data.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan GentleLimit = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Lock _logLock = new();

    private RunningProgram(Process process, string name, string logFile)
    {
        _process = process;
        Name = name;
        LogFile = logFile;
        _log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public string LogFile { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program without waiting until it is ready.</summary>
    public static RunningProgram Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string logFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(logFile))!);
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        ShortLife.Apply(start);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"Could not start {program}");
        return new RunningProgram(process, Path.GetFileNameWithoutExtension(program), logFile);
    }

    /// <summary>Waits until <paramref name="address"/> answers with success, or says what the program wrote last.</summary>
    public async Task WaitUntilReadyAsync(Uri address, TimeSpan limit, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var ready = await Waiting.ForAsync(async () => HasExited || await AnswersAsync(client, address, cancellation), limit, cancellation);
        if (!ready || HasExited)
        {
            // What it wrote at its end comes a moment after the end itself.
            if (HasExited) await _process.WaitForExitAsync(cancellation);
            throw new InvalidOperationException($"{Name} did not become ready at {address}.\n{LastLines()}");
        }
    }

    /// <summary>Waits until the process has ended by itself; answers its exit code, 128 + n after signal n.</summary>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Ends the process at once, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks the process to end (SIGTERM), which every program must do soon and without an error.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error, or had to be killed.</exception>
    public async Task StopAsync()
    {
        if (_process.HasExited) return;
        if (OperatingSystem.IsWindows())
        {
            await KillAsync();
            return;
        }

        using var signal = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        using var limit = new CancellationTokenSource(GentleLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            throw new InvalidOperationException($"{Name} did not stop within {GentleLimit.TotalSeconds} s and was killed.\n{LastLines()}");
        }

        if (_process.ExitCode != 0) throw new InvalidOperationException($"{Name} stopped with exit code {_process.ExitCode}.\n{LastLines()}");
    }

    /// <summary>The last lines of the log, for a message.</summary>
    public string LastLines(int count = 25)
    {
        lock (_logLock)
        {
            return $"Last lines of {LogFile}:\n" + string.Join('\n', File.ReadLines(LogFile).TakeLast(count));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            _process.Dispose();
            lock (_logLock) _log.Dispose();
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Write(string? line)
    {
        lock (_logLock)
        {
            // A killed process may still deliver lines after the log was closed.
            if (line is not null && _log.BaseStream is not null)
            {
                _log.WriteLine(line);
            }
        }
    }
}
