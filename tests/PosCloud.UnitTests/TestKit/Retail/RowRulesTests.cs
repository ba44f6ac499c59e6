using PosCloud.TestKit.Retail;
using Xunit;

namespace PosCloud.UnitTests.TestKit.Retail;

public sealed class RowRulesTests
{
    [Theory]
    [InlineData("536365", "85123A", 6, 2.55, null)]
    [InlineData("C536379", "22556", -12, 1.65, null)]
    [InlineData("C536379", "D", -1, 27.50, "not goods: postage, fees, samples, manual entries, discounts")]
    [InlineData("536370", "post", 3, 18, "not goods: postage, fees, samples, manual entries, discounts")]
    [InlineData("A563185", "B", 1, 11062.06, "bad-debt adjustment")]
    [InlineData("536589", "21777", -10, 0, "stock note: a negative quantity that cancels nothing")]
    [InlineData("536414", "22139", 56, 0, "no price")]
    [InlineData("536414", "PADS", 1, 0.001, "no price")]
    [InlineData("C536414", "22139", 2, 1.25, "cancellation of a positive quantity")]
    public void A_row_that_no_till_could_have_sold_is_refused_with_a_reason(
        string invoice, string code, int quantity, double price, string? expected)
    {
        var row = new RetailRow(invoice, code, "", quantity, new DateTime(2010, 12, 1), (decimal)price);

        var refusal = RowRules.RefusalOf(row);

        Assert.Equal(expected, refusal);
    }

    [Fact]
    public void Every_row_is_either_imported_or_refused()
    {
        RetailRow[] rows =
        [
            new("1", "a", "A", 2, default, 1.235m),
            new("1", "A", "A", 1, default, 1.00m),
            new("C2", "A", "A", -1, default, 1.00m),
            new("3", "POST", "", 1, default, 18m),
        ];

        var sums = RetailSums.Of(rows);

        Assert.Equal(rows.Length, sums.Imported + sums.Refused.Values.Sum());
        Assert.Equal((348L, -100L, 1), (sums.SalesPence, sums.ReturnsPence, sums.RoundedPrices));
        Assert.Equal(-2, sums.StockChange["A"]);
    }
}
