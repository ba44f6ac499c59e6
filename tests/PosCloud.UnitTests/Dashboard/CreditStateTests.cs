using PosCloud.Dashboard.Credits;
using PosCloud.Grains.Contracts.Credits;

namespace PosCloud.UnitTests.Dashboard;

public sealed class CreditStateTests
{
    [Fact]
    public void Each_movement_says_what_was_left_after_it()
    {
        var state = new CreditState(new CreditItem("points", "points", 30, 24, [Moved("spent", -20), Moved("earned", -4), Moved("earned", 30)]));

        Assert.Equal(6, state.Left);
        Assert.Equal([6, 26, 30], state.Movements.Select(m => m.After));
        Assert.Equal(["Paid with points", "Taken back with goods", "Earned"], state.Movements.Select(m => state.Cause(m.Movement)));
        Assert.Equal(["−20", "−4", "+30"], state.Movements.Select(m => state.Change(m.Movement.Change)));
    }

    [Theory]
    [InlineData("line/1", 500, "Sold")]
    [InlineData("payment/1", -500, "Paid with it")]
    [InlineData("payment/2", 500, "Refunded onto it")]
    public void A_vouchers_movement_says_how_it_came(string part, long change, string words) =>
        Assert.Equal(words, new CreditState(new CreditItem("voucher", "EUR", 500, 0, [])).Cause(Moved(part, change)));

    private static CreditMovementItem Moved(string part, long change) => new("S1", "S1T1", "S1T1-1-000001", "S1T1/1//000000000001", part, change, DateTimeOffset.UnixEpoch);
}
