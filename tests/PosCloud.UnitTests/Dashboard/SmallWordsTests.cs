using PosCloud.Dashboard.Accounts;
using PosCloud.Dashboard.Orders;
using PosCloud.Dashboard.Shell;
using PosCloud.Dashboard.Text;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class SmallWordsTests
{
    [Theory]
    [InlineData("Marta Kovač", "MK")]
    [InlineData("marta.kovac@example.com", "MC")]
    [InlineData("Li", "LI")]
    [InlineData("", "?")]
    public void A_person_has_two_letters(string name, string letters) => Assert.Equal(letters, Initials.Of(name));

    [Theory]
    [InlineData("/stock?q=a", "/stock?q=a")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData(null, "/")]
    public void Signing_in_leads_to_pages_of_this_dashboard_only(string? asked, string target) => Assert.Equal(target, SignInState.Target(asked));

    [Fact]
    public void A_day_of_orders_runs_from_midnight_to_midnight_of_the_store()
    {
        var search = new OrdersQuery(" s1t1 ", "S1", "s1t1", "2026-11-23").ToSearch(Stores, null, 50);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero), search.From);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 23, 0, 0, TimeSpan.Zero), search.To);
        Assert.Equal(("s1t1", "S1T1"), (search.Text, search.Terminal));
    }

    [Fact]
    public void Times_of_other_days_carry_their_day()
    {
        var zone = Stores.Zone;
        Assert.Equal("12:01", Times.When(At(12, 1), zone, Now));
        Assert.Equal("yesterday 12:01", Times.When(At(12, 1).AddDays(-1), zone, Now));
        Assert.Equal("2 Nov 12:01", Times.When(At(12, 1).AddDays(-21), zone, Now));
    }
}
