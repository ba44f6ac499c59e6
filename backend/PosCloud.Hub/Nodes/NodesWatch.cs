using PosCloud.Hub.Commands;
using StackExchange.Redis;

namespace PosCloud.Hub.Nodes;

/// <summary>
/// Notices when Redis came back without what it held, and so without the list of nodes. A node that isn't on it would go on
/// alone: a later one would begin a second cluster beside it. So it ends, and whoever keeps it running starts it anew, which
/// puts it on the list. A key of its own in Redis, written once at its start, is how it tells.
/// </summary>
internal sealed partial class NodesWatch(RedisLink redis, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<NodesWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ForRequests = TimeSpan.FromSeconds(3);

    // What killed nodes leave goes by itself.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly RedisKey _key = $"poscloud:node:{Guid.CreateVersion7(clock.GetUtcNow()):N}";
    private bool _isWritten;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                if (await IsForgottenAsync()) await EndAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<bool> IsForgottenAsync()
    {
        try
        {
            var database = (await redis.ConnectAsync()).GetDatabase();
            var isThere = await database.StringSetAsync(_key, Environment.MachineName, Kept, _isWritten ? When.Exists : When.Always);
            var isForgotten = _isWritten && !isThere;
            _isWritten |= isThere;
            return isForgotten;
        }
        // Redis is away or too busy to answer, which its client doesn't call a RedisException; what it has forgotten shows when
        // it is back.
        catch (Exception problem) when (problem is RedisException or RedisTimeoutException)
        {
            LogAway(problem.Message);
            return false;
        }
    }

    private async Task EndAsync()
    {
        LogLost(redis.Place);
        lifetime.StopApplication();
        // The silo can't take leave of a list that is gone and would try for ever. Requests are given time to end; whatever
        // doesn't is a transaction that the database rolls back and a terminal that repeats.
        await Task.Delay(ForRequests, clock, CancellationToken.None);
        Environment.Exit(ExitCodes.CheckFailed);
    }

    [LoggerMessage(2401, LogLevel.Warning, "Redis doesn't answer; until it does, nudges don't reach terminals: {Problem}")]
    private partial void LogAway(string problem);

    [LoggerMessage(2402, LogLevel.Critical, "The Redis at {Place} has lost the list of nodes. This node ends; started again, it joins the others")]
    private partial void LogLost(string place);
}
