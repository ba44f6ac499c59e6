using PosCloud.Grains.Contracts.Fleet;

namespace PosCloud.Grains.Fleet;

/// <summary>Orders per minute over the last hour.</summary>
public sealed class MinuteCounts
{
    public const int Minutes = 60;

    private readonly int[] _orders = new int[Minutes];
    private long _newest = long.MinValue;

    public void Add(DateTimeOffset at, int orders)
    {
        var minute = MinuteOf(at);
        Turn(minute);
        if (minute > _newest - Minutes) _orders[minute % Minutes] += orders;
    }

    /// <summary>60 minutes up to the given one, oldest first.</summary>
    public IReadOnlyList<MinuteCount> Until(DateTimeOffset now)
    {
        Turn(MinuteOf(now));
        return
        [
            .. Enumerable.Range(0, Minutes).Select(back => _newest - Minutes + 1 + back)
                .Select(minute => new MinuteCount(DateTimeOffset.FromUnixTimeSeconds(minute * 60), _orders[minute % Minutes])),
        ];
    }

    private void Turn(long minute)
    {
        // The clock was ahead and is set right: what it named lies in the future.
        if (minute + Minutes <= _newest) Forget();
        if (minute <= _newest) return;
        for (var passed = Math.Max(_newest + 1, minute - Minutes + 1); passed <= minute; passed++) _orders[passed % Minutes] = 0;
        _newest = minute;
    }

    private void Forget()
    {
        Array.Clear(_orders);
        _newest = long.MinValue;
    }

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}
