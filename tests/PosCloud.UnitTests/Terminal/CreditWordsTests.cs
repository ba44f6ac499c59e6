using PosCloud.Domain.Measures;
using PosCloud.Terminal.Credits;
using PosCloud.Terminal.Engine.Credits;
using PosCloud.Terminal.Text;

namespace PosCloud.UnitTests.Terminal;

public sealed class CreditWordsTests
{
    private static readonly StoreFormats Irish = StoreFormats.Of("en-IE", "Europe/Zagreb");
    private static readonly CreditBalance Twelve = new(1_200, new DateTimeOffset(2026, 11, 23, 13, 2, 0, TimeSpan.Zero), true);
    private static readonly Currency Euro = Currency.Parse("EUR");

    [Fact]
    public void A_balance_has_its_time_and_offline_it_says_what_it_doesnt_know()
    {
        Assert.Equal("€12.00 on it at 14:02.", CreditWords.OfVoucher(Twelve, online: true, Euro, Irish));
        Assert.StartsWith("€12.00 on it at 14:02. Offline:", CreditWords.OfVoucher(Twelve, online: false, Euro, Irish), StringComparison.Ordinal);
        Assert.Contains("a manager is told", CreditWords.OfVoucher(null, online: false, Euro, Irish), StringComparison.Ordinal);
        Assert.Contains("so they don’t pay", CreditWords.OfPoints(null, online: false, Irish), StringComparison.Ordinal);
        Assert.Equal("1,200 points at 14:02", CreditWords.OfPoints(Twelve, online: true, Irish));
    }

    [Fact]
    public void Too_little_says_how_much_there_was_and_a_code_that_nobody_sold_says_that()
    {
        Assert.StartsWith("Only €12.00 is left on this voucher, as of 14:02.", CreditWords.TooLittle(Twelve, Euro, Irish), StringComparison.Ordinal);
        Assert.Equal("At 14:02 no sale of this voucher had reached the hub.", CreditWords.TooLittle(Twelve with { IsNamed = false, Left = 0 }, Euro, Irish));
    }
}
