using PosCloud.Dashboard.Settings;

namespace PosCloud.UnitTests.Dashboard;

public sealed class StoreFormTests
{
    private readonly StoreForm _form = new() { Code = " s3 ", Name = "Station", Currency = "eur" };

    [Fact]
    public void Code_and_currency_are_sent_in_capitals()
    {
        Assert.Null(_form.Problem());
        Assert.Equal(("S3", "EUR"), (_form.ToStore().Store, _form.ToStore().Currency));
    }

    [Fact]
    public void A_time_zone_that_is_none_is_refused_with_its_text()
    {
        _form.TimeZone = "Zagreb";

        Assert.Contains("Zagreb", _form.Problem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S 3")]
    [InlineData("STORE-THREE")]
    public void A_code_that_can_not_stand_in_a_receipt_number_is_refused(string code)
    {
        _form.Code = code;

        Assert.NotNull(_form.Problem());
    }

    [Theory]
    [InlineData(-1, 0, "0 to 1000 points")]
    [InlineData(1_001, 0, "0 to 1000 points")]
    [InlineData(1, -0.01, "1000.00 EUR")]
    [InlineData(1, 1_000.01, "1000.00 EUR")]
    public void Points_beyond_their_bounds_are_refused_with_them(int perUnit, double pays, string words)
    {
        (_form.PointsPerUnit, _form.PointPays) = (perUnit, (decimal)pays);

        Assert.Contains(words, _form.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_point_pays_is_sent_in_the_smallest_coin()
    {
        (_form.PointsPerUnit, _form.PointPays) = (2, 0.05m);

        Assert.Equal((2, 5L), (_form.ToStore().PointsPerUnit, _form.ToStore().PointMinorUnits));
        Assert.Equal(0.05m, StoreForm.Of(_form.ToStore()).PointPays);
    }

    [Fact]
    public void A_known_store_keeps_its_terminals_when_it_is_saved() =>
        Assert.Equal(2, StoreForm.Of(FleetBuilder.Store("S1", "Harbour Street")).ToStore().Terminals);
}
