using System.Security.Cryptography;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// Waits between tries: full jitter over a doubling step, so that a shop full of terminals doesn't come back in one
/// wave. What the hub asks for by <c>Retry-After</c> comes on top: it says the same to all of them.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private const int MaxDoublings = 16;

    // A hub asks for seconds. What stands before it may ask for days, or name a day that this device's wrong clock puts far ahead.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    private int _failures;

    public void Succeeded() => _failures = 0;

    public TimeSpan Failed(TimeSpan? retryAfter)
    {
        var step = first.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, MaxDoublings));
        var upTo = (int)Math.Clamp(step, 1, longest.TotalMilliseconds);
        var jittered = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, upTo + 1));
        return retryAfter is { } asked && asked > TimeSpan.Zero ? (asked < LongestAsked ? asked : LongestAsked) + jittered : jittered;
    }

    /// <summary>An ordinary wait, up to a tenth shorter or longer, so that polls of many terminals spread out.</summary>
    public static TimeSpan Around(TimeSpan wait)
    {
        var tenth = Math.Max(1, (int)(wait.TotalMilliseconds / 10));
        return wait + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(-tenth, tenth + 1));
    }
}
