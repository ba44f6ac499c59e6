using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace PosCloud.KillSwitch;

/// <summary>
/// Moments of a hub on a PostgreSQL server, by what its driver says it is about to do and has done, with the tables that the
/// transaction has written so far: <c>after COMMIT postgres [fact,sales_order]</c>.
/// </summary>
internal sealed partial class PostgresMoments : ILogger
{
    public const string Word = "postgres";

    private readonly ConcurrentDictionary<object, SortedSet<string>> _written = new();

    /// <summary>
    /// Does nothing where the program has no such driver. A data source that is given no loggers takes those of one object
    /// inside the driver; these are put there.
    /// </summary>
    public static void Watch()
    {
        var none = Type.GetType("Npgsql.NpgsqlLoggingConfiguration, Npgsql")?.GetField("NullConfiguration", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null);
        var moments = new PostgresMoments();
        foreach (var field in none?.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic) ?? [])
            if (field.FieldType == typeof(ILogger)) field.SetValue(none, moments);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values || Value(values, "ConnectorId") is not { } connector) return;
        var written = _written.GetOrAdd(connector, _ => new SortedSet<string>(StringComparer.Ordinal));
        switch (eventId.Name)
        {
            case "ExecutingCommand":
                foreach (Match match in Write().Matches(Value(values, "CommandText")?.ToString() ?? "")) written.Add(match.Groups[1].Value);
                if (written.Count > 0) Moments.Pass($"before statement {Word} [{string.Join(',', written)}]");
                break;
            // Before anything that is sent; the last of a transaction is its COMMIT.
            case "StartUserAction" when written.Count > 0:
                Moments.Pass($"before action {Word} [{string.Join(',', written)}]");
                break;
            case "CommittedTransaction":
                if (written.Count > 0) Moments.Pass($"after COMMIT {Word} [{string.Join(',', written)}]");
                written.Clear();
                break;
            case "StartedTransaction" or "RolledBackTransaction":
                written.Clear();
                break;
        }
    }

    private static object? Value(IReadOnlyList<KeyValuePair<string, object?>> values, string name) =>
        values.FirstOrDefault(value => value.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    [GeneratedRegex("""(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?!SET\b)"?(\w+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Write();
}
