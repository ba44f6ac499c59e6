namespace PosCloud.Hub.Replication;

/// <summary>
/// How long a terminal that finds no place is asked to wait: the more were refused lately, the longer, so that those who
/// come back find places. Every terminal adds a jitter of its own.
/// </summary>
internal sealed class RefusedSyncs(TimeProvider clock, int places)
{
    private const int LeastSeconds = 1;
    private const int MostSeconds = 30;
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _since;
    private int _count;

    /// <summary>Counts one more; answers the seconds to wait.</summary>
    public int Add()
    {
        lock (_gate)
        {
            if (_count == 0 || clock.GetElapsedTime(_since) > Lately) (_since, _count) = (clock.GetTimestamp(), 0);
            _count++;
            return Math.Clamp(LeastSeconds + (_count / places), LeastSeconds, MostSeconds);
        }
    }
}
