using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What enrolment promises on every hub database.</summary>
public abstract class EnrolmentContract(HubFixture fixture)
{
    [Fact]
    public async Task A_code_works_once_for_its_store()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var codes = new EnrolmentCodes(hub.Writer, hub.Database);
        var code = (await codes.MakeAsync(StoreId.Parse("S1"), "boss", TestHub.Cancellation))!.Code;

        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => hub.Enrolment.EnrolAsync(
            code.Insert(4, "-").ToLowerInvariant(), "key" + i, "device", "1.0", TestHub.Cancellation)));

        var enrolled = Assert.Single(tries.OfType<EnrolmentOutcome.Enrolled>());
        Assert.Equal(("S1T1", "S1"), (enrolled.Terminal.Value, enrolled.Store.Value));
        Assert.Equal(enrolled.Terminal, (await codes.FindAsync(code, TestHub.Cancellation))!.Terminal);
    }

    [Fact]
    public async Task A_device_that_lost_the_answer_asks_again_and_becomes_the_same_terminal()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var code = (await new EnrolmentCodes(hub.Writer, hub.Database).MakeAsync(StoreId.Parse("S1"), "boss", TestHub.Cancellation))!.Code;

        var first = await hub.Enrolment.EnrolAsync(code, "key", "device", "1.0", TestHub.Cancellation);
        var again = await hub.Enrolment.EnrolAsync(code, "key", "device", "1.0", TestHub.Cancellation);
        var other = await hub.Enrolment.EnrolAsync(code, "other key", "device", "1.0", TestHub.Cancellation);

        Assert.IsType<EnrolmentOutcome.Enrolled>(first);
        Assert.Equal(first, again);
        Assert.IsType<EnrolmentOutcome.Refused>(other);
    }

    [Fact]
    public async Task A_code_expires_after_15_minutes_and_an_unknown_store_gets_none()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var codes = new EnrolmentCodes(hub.Writer, hub.Database);
        var code = (await codes.MakeAsync(StoreId.Parse("S1"), "boss", TestHub.Cancellation))!;
        hub.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.IsType<EnrolmentOutcome.Refused>(await hub.Enrolment.EnrolAsync(code.Code, "key", "device", "1.0", TestHub.Cancellation));
        Assert.Null(await codes.MakeAsync(StoreId.Parse("NONE"), "boss", TestHub.Cancellation));
    }

    [Fact]
    public async Task A_terminals_code_is_never_given_twice()
    {
        await using var hub = await TestHub.StartAsync(fixture);

        var first = await hub.EnrolAsync();
        await hub.Enrolment.RevokeAsync(first.Terminal, "boss", TestHub.Cancellation);
        var second = await hub.EnrolAsync();

        Assert.Equal(["S1T1", "S1T2"], [first.Terminal.Value, second.Terminal.Value]);
        Assert.True((await hub.Enrolment.FindAsync(first.Terminal, TestHub.Cancellation))!.Revoked);
        Assert.False((await hub.Enrolment.FindAsync(second.Terminal, TestHub.Cancellation))!.Revoked);
        Assert.Null(await hub.Enrolment.FindAsync(TerminalId.Parse("S9T9"), TestHub.Cancellation));
    }

    [Fact]
    public async Task A_device_that_replaces_a_terminal_keeps_its_code_and_begins_an_epoch_of_its_own()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var old = await hub.EnrolAsync();
        await hub.Enrolment.RevokeAsync(old.Terminal, "boss", TestHub.Cancellation);
        var codes = new EnrolmentCodes(hub.Writer, hub.Database);
        Assert.Null(await codes.MakeAsync(StoreId.Parse("S1"), TerminalId.Parse("S1T9"), "boss", TestHub.Cancellation));
        var code = (await codes.MakeAsync(StoreId.Parse("S1"), old.Terminal, "boss", TestHub.Cancellation))!.Code;
        Assert.Null((await codes.FindAsync(code, TestHub.Cancellation))!.Terminal);

        var replaced = Assert.IsType<EnrolmentOutcome.Enrolled>(await hub.Enrolment.EnrolAsync(code, "new key", "device", "1.0", TestHub.Cancellation));
        var again = Assert.IsType<EnrolmentOutcome.Enrolled>(await hub.Enrolment.EnrolAsync(code, "new key", "device", "1.0", TestHub.Cancellation));

        Assert.Equal((old.Terminal, replaced.Epoch), (replaced.Terminal, again.Epoch));
        Assert.NotEqual(JournalEpoch.First, replaced.Epoch);
        var credential = (await hub.Enrolment.FindAsync(old.Terminal, TestHub.Cancellation))!;
        Assert.Equal((false, "new key"), (credential.Revoked, Assert.Single(credential.PublicKeys)));
        Assert.IsType<EnrolmentOutcome.Refused>(await hub.Enrolment.EnrolAsync(code, "a third key", "device", "1.0", TestHub.Cancellation));
    }
}
