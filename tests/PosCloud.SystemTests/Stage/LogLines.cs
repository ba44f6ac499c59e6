using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PosCloud.SystemTests.Stage;

/// <summary>Everything that was logged, with exceptions and scopes' texts, for looking through.</summary>
public sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    private readonly ConcurrentQueue<string> _errors = new();

    public IReadOnlyCollection<string> All => _lines;

    /// <summary>Lines of at least the level of an error, until they are taken.</summary>
    public IEnumerable<string> TakeErrors()
    {
        while (_errors.TryDequeue(out var line)) yield return line;
    }

    /// <summary>Takes the lines away, so that a long run doesn't keep them all.</summary>
    public IReadOnlyList<string> Drain()
    {
        var taken = new List<string>();
        while (_lines.TryDequeue(out var line)) taken.Add(line);
        return taken;
    }

    public ILogger CreateLogger(string categoryName) => new Logger(_lines, _errors, categoryName);

    public void Dispose()
    {
        // The lines are looked at after their host has ended.
    }

    private sealed class Logger(ConcurrentQueue<string> lines, ConcurrentQueue<string> errors, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {category} {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{logLevel} {category} {formatter(state, exception)} {exception}";
            lines.Enqueue(line);
            if (logLevel >= LogLevel.Error) errors.Enqueue(line);
        }
    }
}
