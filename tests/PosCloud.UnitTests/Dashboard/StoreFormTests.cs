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

    [Fact]
    public void A_known_store_keeps_its_terminals_when_it_is_saved() =>
        Assert.Equal(2, StoreForm.Of(FleetBuilder.Store("S1", "Harbour Street")).ToStore().Terminals);
}
