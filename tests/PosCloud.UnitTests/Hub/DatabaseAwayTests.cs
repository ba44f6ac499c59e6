using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Hub.Replication;
using PosCloud.HubStorage;
using PosCloud.HubStorage.PostgreSql;

namespace PosCloud.UnitTests.Hub;

public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task While_the_database_is_away_terminals_are_told_to_come_again_and_the_log_has_a_line_a_minute()
    {
        await using var database = new PostgreSqlHubDatabase(new HubStorageOptions { ConnectionString = "Host=127.0.0.1;Port=9;Database=hub;Username=hub;Password=not-for-a-log" });
        var (clock, log) = (new FakeTimeProvider(), new Lines());
        var away = new DatabaseAway(database, clock, log);
        var answers = new List<(int Status, string RetryAfter)>();

        for (var second = 0; second < 90; second++)
        {
            answers.Add(await AskAsync(away, async _ => await database.OpenSnapshotAsync(TestContext.Current.CancellationToken)));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await AskAsync(away, _ => Task.CompletedTask);

        Assert.All(answers, answer => Assert.Equal((503, "5"), answer));
        Assert.Collection(
            log.Written,
            begin => Assert.Contains("127.0.0.1:9", begin, StringComparison.Ordinal),
            reminder => Assert.Contains("127.0.0.1:9", reminder, StringComparison.Ordinal),
            back => Assert.Contains("again", back, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Written, line => line.Contains("not-for-a-log", StringComparison.Ordinal));
    }

    private static async Task<(int Status, string RetryAfter)> AskAsync(DatabaseAway away, RequestDelegate request)
    {
        var context = new DefaultHttpContext();
        await away.InvokeAsync(context, request);
        return (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString());
    }

    private sealed class Lines : ILogger<DatabaseAway>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
