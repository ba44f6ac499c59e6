namespace PosCloud.Dashboard.Hub;

/// <summary>Goes on trying until the hub answers; a dashboard that starts before its hub only says so.</summary>
internal sealed partial class HubConnectionRetry(TimeProvider clock, ILogger<HubConnectionRetry> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private bool _said;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_said)
        {
            LogNotReached(exception.GetBaseException().Message);
            _said = true;
        }

        await Task.Delay(Pause, clock, cancellationToken);
        return !cancellationToken.IsCancellationRequested;
    }

    [LoggerMessage(6201, LogLevel.Warning, "The hub can't be reached yet, trying on every second: {Reason}")]
    private partial void LogNotReached(string reason);
}
