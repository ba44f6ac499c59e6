using PosCloud.Grains.Fleet;

namespace PosCloud.GrainTests.Fleet;

public sealed class MinuteCountsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Shows_sixty_minutes_ending_now()
    {
        var counts = new MinuteCounts();
        counts.Add(Noon, 3);
        counts.Add(Noon.AddSeconds(59), 2);
        counts.Add(Noon.AddMinutes(1), 1);

        var minutes = counts.Until(Noon.AddMinutes(1));

        Assert.Equal(60, minutes.Count);
        Assert.Equal([(Noon, 5), (Noon.AddMinutes(1), 1)], minutes.TakeLast(2).Select(m => (m.Minute, m.Orders)));
    }

    [Fact]
    public void What_is_older_than_an_hour_is_gone()
    {
        var counts = new MinuteCounts();
        counts.Add(Noon, 3);

        Assert.Equal(3, counts.Until(Noon.AddMinutes(59)).Sum(m => m.Orders));
        Assert.Equal(0, counts.Until(Noon.AddMinutes(60)).Sum(m => m.Orders));
        Assert.Equal(0, counts.Until(Noon.AddDays(1)).Sum(m => m.Orders));
    }

    [Fact]
    public void A_clock_that_was_ahead_and_is_set_right_begins_the_hour_anew()
    {
        var counts = new MinuteCounts();
        counts.Add(Noon.AddDays(3), 3);

        counts.Add(Noon, 2);

        Assert.Equal((Noon, 2), counts.Until(Noon).Select(m => (m.Minute, m.Orders)).Last());
        Assert.Equal(2, counts.Until(Noon).Sum(m => m.Orders));
    }
}
