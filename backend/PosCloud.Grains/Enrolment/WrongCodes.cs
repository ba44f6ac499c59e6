namespace PosCloud.Grains.Enrolment;

/// <summary>
/// Counts wrong enrolment codes per address and overall in the current minute. Right codes aren't counted: a shop that
/// opens with thirty devices behind one address isn't guessing.
/// </summary>
public sealed class WrongCodes(TimeProvider clock, int perAddress, int overall)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private long _minute;
    private int _all;

    /// <summary>Seconds to wait; null when the address may try.</summary>
    public int? SecondsToWait(string address)
    {
        lock (_gate)
        {
            var now = Turn();
            return _all >= overall || _byAddress.GetValueOrDefault(address) >= perAddress ? 60 - now.Second : null;
        }
    }

    public void Count(string address)
    {
        lock (_gate)
        {
            Turn();
            _all++;
            // Bounded by the overall limit: beyond it nobody gets here.
            _byAddress[address] = _byAddress.GetValueOrDefault(address) + 1;
        }
    }

    private DateTimeOffset Turn()
    {
        var now = clock.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        if (minute == _minute) return now;
        _minute = minute;
        _all = 0;
        _byAddress.Clear();
        return now;
    }
}
