using System.Globalization;
using PosCloud.Ui;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class MoneyFormatTests
{
    [Theory]
    [InlineData(2927, "EUR", "en-IE", "€29.27")]
    [InlineData(-84, "EUR", "en-IE", "\u2212€0.84")]
    [InlineData(2927, "EUR", "hr-HR", "29,27\u00a0€")]
    [InlineData(-84, "EUR", "hr-HR", "\u22120,84\u00a0€")]
    [InlineData(1280, "JPY", "en-IE", "¥1,280")]
    [InlineData(1234, "KWD", "en-IE", "KWD\u00a01.234")]
    public void Money_is_written_as_the_store_does_and_never_breaks(long minorUnits, string currency, string culture, string expected) =>
        Assert.Equal(expected, MoneyFormat.Text(minorUnits, currency, CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData(1000, "€10")]
    [InlineData(927, "€9.27")]
    public void A_quick_button_leaves_out_empty_decimals(long minorUnits, string expected) =>
        Assert.Equal(expected, MoneyFormat.Short(minorUnits, "EUR", CultureInfo.GetCultureInfo("en-IE")));

    [Theory]
    [InlineData(2000, null, "2")]
    [InlineData(486, "kg", "0.486\u00a0kg")]
    [InlineData(-1500, null, "\u22121.5")]
    public void A_quantity_keeps_its_unit(long thousandths, string? unit, string expected) =>
        Assert.Equal(expected, QuantityFormat.Text(thousandths, unit, CultureInfo.GetCultureInfo("en-IE")));
}
