using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Terminals;

/// <summary>The other end of a <see cref="TillServer"/>: starts it, asks it, kills it.</summary>
internal sealed class TillProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<TillAnswer> _answers = Channel.CreateUnbounded<TillAnswer>();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Task _reading;
    private readonly Task _errors;

    private TillProcess(Process process, string log, Action<string> fault)
    {
        _process = process;
        _reading = ReadAsync(fault);
        _errors = KeepErrorsAsync(log);
    }

    /// <summary>The till's first line: who it is, and the newest order of its journal.</summary>
    public TillAnswer Greeting { get; private set; } = new();

    public bool IsRunning => !_process.HasExited;

    /// <param name="seed">Of the faults on its line; null for a good line.</param>
    /// <param name="fault">Told about each fault.</param>
    public static async Task<TillProcess> StartAsync(string folder, Uri hub, int? seed, Action<string> fault, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(ProgramPaths.DevTools)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        string[] arguments = [TillCommand.Name, folder, TillCommand.HubOption, hub.AbsoluteUri];
        string[] faults = seed is { } drawn ? [TillCommand.SeedOption, drawn.ToString(CultureInfo.InvariantCulture)] : [];
        foreach (var argument in arguments.Concat(faults)) start.ArgumentList.Add(argument);
        // Many terminals on one machine would otherwise keep 64 MiB back each.
        start.Environment["Terminal__Journal__ReserveBytes"] = "4194304";
        var process = Process.Start(start) ?? throw new InvalidOperationException("Could not start a till");
        process.StandardInput.AutoFlush = true;
        var till = new TillProcess(process, folder + ".log", fault);
        try
        {
            till.Greeting = await till.NextAsync(cancellation);
            return till;
        }
        catch (TillDiedException died)
        {
            await till.DisposeAsync();
            throw new InvalidOperationException($"The till of {folder} did not start; see {folder}.log", died);
        }
    }

    /// <exception cref="TillDiedException">It was killed; nobody knows yet how far it got.</exception>
    /// <exception cref="InvalidOperationException">It could not do what was asked.</exception>
    public async Task<TillAnswer> AskAsync(TillRequest request, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await _process.StandardInput.WriteLineAsync(TillServer.ToLine(request).AsMemory(), cancellation);
            var answer = await NextAsync(cancellation);
            return answer.Problem is null ? answer : throw new InvalidOperationException(answer.Problem);
        }
        catch (IOException broken)
        {
            throw new TillDiedException(broken.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends it as a power cut would (SIGKILL); what it had written before can still be read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAll(_reading, _errors);
        _process.Dispose();
        _one.Dispose();
    }

    private async Task<TillAnswer> NextAsync(CancellationToken cancellation)
    {
        try
        {
            return await _answers.Reader.ReadAsync(cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new TillDiedException("The till ended");
        }
    }

    private async Task ReadAsync(Action<string> fault)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            // A line that a kill cut in the middle was never said.
            if (!line.EndsWith('}')) continue;
            var answer = TillServer.Parse(line);
            if (answer.Fault is { } name) fault(name);
            else _answers.Writer.TryWrite(answer);
        }

        _answers.Writer.Complete();
    }

    private async Task KeepErrorsAsync(string log)
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) await File.AppendAllLinesAsync(log, [line]);
    }
}
