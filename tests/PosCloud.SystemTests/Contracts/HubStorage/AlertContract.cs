using PosCloud.Grains.Terminals;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Alerts;
using PosCloud.HubStorage.Queries;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>One alert of a terminal at a time, whoever raises it.</summary>
public abstract class AlertContract(HubFixture fixture)
{
    private static readonly TerminalAlert Silent = new(ExceptionKinds.SilentTerminal, 1_000);

    [Fact]
    public async Task Raised_by_two_nodes_at_once_it_is_one_and_stands_until_it_ended()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var scribe = await hub.EnrolAsync();
        var (one, two) = (new TerminalAlerts(hub.Database, hub.Writer), new TerminalAlerts(other.Database, other.Writer));

        var raised = await Task.WhenAll(((TerminalAlerts[])[one, two]).Select(a => a.RaiseAsync(scribe.Terminal, "S1", Silent, "Not heard.", TestHub.Cancellation)));

        Assert.Single(raised, done => done);
        Assert.Equal(Silent, await two.FindAsync(scribe.Terminal, TestHub.Cancellation));
        Assert.Equal((1, 0), await CountAsync(one));
        Assert.True(await two.EndAsync(scribe.Terminal, "Heard again.", TestHub.Cancellation));
        Assert.False(await one.EndAsync(scribe.Terminal, "Heard again.", TestHub.Cancellation));
        Assert.Null(await one.FindAsync(scribe.Terminal, TestHub.Cancellation));
        Assert.Equal((0, 0), await CountAsync(one));
        Assert.Equal("Heard again.", Assert.Single(await hub.ExceptionsAsync(ExceptionKinds.SilentTerminal)).Resolution);
    }

    [Fact]
    public async Task A_decision_closes_it_for_people_and_raises_none_again_before_it_ended()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var scribe = await hub.EnrolAsync();
        var alerts = new TerminalAlerts(hub.Database, hub.Writer);
        await alerts.RaiseAsync(scribe.Terminal, "S1", Silent, "Not heard.", TestHub.Cancellation);
        var id = Assert.Single(await hub.ExceptionsAsync(ExceptionKinds.SilentTerminal)).Id;

        await new ExceptionQueries(hub.Database, hub.Writer).ResolveAsync(id, "In repair", "Ana", TestHub.Cancellation);

        Assert.Equal((0, 0), await CountAsync(alerts));
        Assert.False(await alerts.RaiseAsync(scribe.Terminal, "S1", Silent with { SinceMilliseconds = 2_000 }, "Not heard.", TestHub.Cancellation));
        await alerts.EndAsync(scribe.Terminal, "Heard again.", TestHub.Cancellation);
        Assert.Equal("In repair", Assert.Single(await hub.ExceptionsAsync(ExceptionKinds.SilentTerminal)).Resolution);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await alerts.RaiseAsync(scribe.Terminal, "S1", new TerminalAlert(ExceptionKinds.SalesWaiting, 3_000), "3 sales wait.", TestHub.Cancellation));
        Assert.Equal((0, 1), await CountAsync(alerts));
    }

    [Fact]
    public async Task A_shift_counts_as_open_from_its_opening_to_its_closing()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var scribe = await hub.EnrolAsync();
        var reading = new TerminalReading(hub.Database, hub.Clock);

        Assert.False(await OpenAsync());
        scribe.OpenShift();
        await hub.UploadAsync(scribe);
        Assert.True(await OpenAsync());
        scribe.CloseShift();
        await hub.UploadAsync(scribe);
        Assert.False(await OpenAsync());

        async Task<bool> OpenAsync() => (await reading.CountAsync(scribe.Terminal.Value, "S1", "Europe/Zagreb", TestHub.Cancellation)).ShiftOpen;
    }

    private static async Task<(int Silent, int Waiting)> CountAsync(TerminalAlerts alerts)
    {
        var open = await alerts.CountAsync(TestHub.Cancellation);
        return (open[ExceptionKinds.SilentTerminal], open[ExceptionKinds.SalesWaiting]);
    }
}
