using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Terminals;

namespace PosCloud.GrainTests.Terminals;

public sealed class TerminalTimelineTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly TerminalTimeline _timeline = new();

    [Fact]
    public void The_same_status_continues_its_stretch()
    {
        _timeline.Saw(TerminalStatus.InSync, Nine, Nine);
        _timeline.Saw(TerminalStatus.InSync, Nine, Nine.AddMinutes(5));

        Assert.Equal([new TimelineStretch(Nine, Nine.AddMinutes(5), TerminalStatus.InSync, 0)], _timeline.Since(Nine));
    }

    [Fact]
    public void What_the_terminal_tells_of_an_outage_replaces_what_the_hub_thought()
    {
        _timeline.Saw(TerminalStatus.InSync, Nine, Nine.AddMinutes(10));
        _timeline.Saw(TerminalStatus.Offline, Nine.AddMinutes(11), Nine.AddMinutes(20));

        _timeline.OutageEnded(Nine.AddMinutes(8), Nine.AddMinutes(21), ordersKept: 3);

        Assert.Equal(
            [
                new TimelineStretch(Nine, Nine.AddMinutes(8), TerminalStatus.InSync, 0),
                new TimelineStretch(Nine.AddMinutes(8), Nine.AddMinutes(21), TerminalStatus.Offline, 3),
            ],
            _timeline.Since(Nine));
    }

    [Fact]
    public void Stretches_meet_without_holes()
    {
        _timeline.Saw(TerminalStatus.InSync, Nine, Nine);
        _timeline.Saw(TerminalStatus.Offline, Nine.AddMinutes(4), Nine.AddMinutes(5));

        var stretches = _timeline.Since(Nine);
        Assert.Equal(stretches[0].To, stretches[1].From);
    }
}
