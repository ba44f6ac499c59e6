using PosCloud.Domain.Facts;

namespace PosCloud.HubStorage.Intake;

/// <summary>When a fact happened in hub time, fixed when it is first received.</summary>
/// <param name="Doubtful">It rests on the device's wall clock: the device restarted between the fact and its upload.</param>
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
            return new EstimatedTime(Bounded(receivedAt.ToUnixTimeMilliseconds() - (Int128)(sentAt - (Int128)context.MonotonicMilliseconds)), Doubtful: false);
        }

        return new EstimatedTime(Bounded((Int128)wall.ToUnixTimeMilliseconds() + (context.ClockOffsetMilliseconds ?? 0)), Doubtful: true);
    }

    // A device may say anything of its clocks; what it says must stay a time that can be shown.
    private static long Bounded(Int128 milliseconds) =>
        (long)Int128.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
}
