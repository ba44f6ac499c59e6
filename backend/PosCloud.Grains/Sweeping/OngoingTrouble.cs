namespace PosCloud.Grains.Sweeping;

/// <summary>
/// Keeps a loop that fails round after round from filling the log: what happened is worth telling whole when it begins, and
/// then in a line a minute. Of one loop, so nothing here is safe for several threads.
/// </summary>
public sealed class OngoingTrouble(TimeProvider clock)
{
    private static readonly TimeSpan RemindEvery = TimeSpan.FromMinutes(1);
    private DateTimeOffset? _told;

    /// <param name="whole">Tells of a trouble that begins, with its stack trace.</param>
    /// <param name="reminder">Tells in one line that it lasts.</param>
    public void Tell(Exception problem, Action<Exception> whole, Action<string> reminder)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(reminder);
        var now = clock.GetUtcNow();
        if (_told is null) whole(problem);
        else if (now - _told >= RemindEvery) reminder(problem.Message);
        else return;
        _told = now;
    }

    /// <summary>A round went well.</summary>
    /// <returns>Whether a trouble that was told of is over.</returns>
    public bool End()
    {
        var ended = _told is not null;
        _told = null;
        return ended;
    }
}
