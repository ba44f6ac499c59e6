using PosCloud.Dashboard.Enrolment;
using PosCloud.Grains.Contracts.Stores;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class EnrolmentStateTests
{
    private readonly EnrolmentState _state = new(new EnrolmentCodeAnswer("K7PM4X2R", Now.AddMinutes(15), "http://hub:5100", null), Now);

    [Fact]
    public void The_code_is_shown_in_two_groups_of_four() => Assert.Equal("K7PM 4X2R", _state.Shown);

    [Fact]
    public void The_time_left_is_counted_down_to_nothing()
    {
        Assert.Equal("6:48 left", _state.Left(Now.AddMinutes(15) - TimeSpan.FromSeconds(408)));
        Assert.Equal("0:00 left", _state.Left(Now.AddHours(1)));
        Assert.True(_state.Expired(Now.AddHours(1)));
    }

    [Fact]
    public void A_used_code_names_its_terminal_and_does_not_expire_any_more()
    {
        _state.Observed(new EnrolmentCodeState("K7PM4X2R", "S1", Now, Now, "S1T3"));

        Assert.Equal("S1T3", _state.Terminal);
        Assert.False(_state.Expired(Now.AddHours(1)));
    }

    [Fact]
    public void The_qr_code_carries_the_hubs_address_and_the_code()
    {
        Assert.Equal("poscloud:enrol?hub=http%3A%2F%2Fhub%3A5100&code=K7PM4X2R", _state.QrText);
        var (size, path) = QrSvg.Of(_state.QrText);
        Assert.InRange(size, 25, 57);
        Assert.StartsWith("M0,0h7v1h-7z", path, StringComparison.Ordinal);
    }
}
