using PosCloud.Grains.Sweeping;
using PosCloud.Grains.Telemetry;
using PosCloud.HubStorage;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>
/// What terminals are told while the database is away: the hub can't answer now. Hundreds of terminals go on asking, so the log
/// has what happened once and then a line a minute, not a stack trace for each request.
/// </summary>
internal sealed partial class DatabaseAway(HubDatabase database, TimeProvider clock, ILogger<DatabaseAway> log)
{
    // A server that restarts is back sooner; each terminal adds a jitter of its own.
    private const int RetryAfterSeconds = 5;

    private readonly Lock _gate = new();
    private readonly OngoingTrouble _trouble = new(clock);
    private volatile bool _isAway;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception problem) when (!context.Response.HasStarted && database.Explain(problem) is { } known)
        {
            Tell(known);
            HubTelemetry.SyncsRefused.Add(1, new KeyValuePair<string, object?>("code", nameof(SyncErrorCode.Busy)));
            await AnswerWriter.RefuseAsync(context, SyncErrorCode.Busy, "The hub can't reach its database; come again soon.", clock.GetUtcNow(), RetryAfterSeconds);
            return;
        }

        if (_isAway && context.Response.StatusCode == StatusCodes.Status200OK) End();
    }

    private void Tell(HubDatabaseUnusableException problem)
    {
        lock (_gate)
        {
            _trouble.Tell(problem, whole => LogAway(whole.Message), LogAway);
            _isAway = true;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isAway = false;
            if (_trouble.End()) LogBack();
        }
    }

    [LoggerMessage(2018, LogLevel.Error, "Terminals are told to come again: {Problem}")]
    private partial void LogAway(string problem);

    [LoggerMessage(2019, LogLevel.Information, "The database answers again, and so do terminals get their answers")]
    private partial void LogBack();
}
