using PosCloud.Domain.Facts;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>When a fact happened in hub time, fixed when it is first received.</summary>
/// <param name="Doubtful">
/// It rests on the device's wall clock, because the device restarted between the fact and its upload, or its upload was long
/// on its way.
/// </param>
public readonly record struct EstimatedTime(long UnixMilliseconds, bool Doubtful)
{
    /// <summary>Facts of different terminals this close together can't be put in order.</summary>
    public const long UncertainMilliseconds = 120_000;

    internal static EstimatedTime Of(IntakeRequest request, ReceivedFact fact, DateTimeOffset receivedAt)
    {
        var context = fact.Body?.Context;
        var wall = fact.Fact?.OccurredAt ?? receivedAt;
        if (context is null) return new EstimatedTime(wall.ToUnixTimeMilliseconds(), Doubtful: true);
        if (request.MonotonicMilliseconds is { } sentAt && request.BootId == context.BootId && sentAt >= context.MonotonicMilliseconds)
        {
            // Both readings are of a clock that nobody can set.
            var estimate = Bounded(receivedAt.ToUnixTimeMilliseconds() - (Int128)(sentAt - (Int128)context.MonotonicMilliseconds));
            return new EstimatedTime(estimate, Doubtful: WasLongOnItsWay(request, receivedAt));
        }

        return new EstimatedTime(Bounded((Int128)wall.ToUnixTimeMilliseconds() + (context.ClockOffsetMilliseconds ?? 0)), Doubtful: true);
    }

    /// <summary>Hub time by the terminal's own reckoning when it sent this; null when it never measured the hub's clock.</summary>
    internal static long? SentAt(TerminalReport report) =>
        report.ClockOffsetMilliseconds is { } offset ? Bounded((Int128)report.DeviceTime.ToUnixTimeMilliseconds() + offset) : null;

    /// <summary>
    /// A slow line makes everything that a request brings look as much later than it was. Up to half of what is uncertain
    /// between two facts it changes nothing; a terminal whose reckoning is that far from the hub's can't be told from it.
    /// </summary>
    private static bool WasLongOnItsWay(IntakeRequest request, DateTimeOffset receivedAt) =>
        request.SentAtMilliseconds is { } sent && Int128.Abs((Int128)receivedAt.ToUnixTimeMilliseconds() - sent) > UncertainMilliseconds / 2;

    // A device may say anything of its clocks; what it says must stay a time that can be shown.
    private static long Bounded(Int128 milliseconds) =>
        (long)Int128.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
}
