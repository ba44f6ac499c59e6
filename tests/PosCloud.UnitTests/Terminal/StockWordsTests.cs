using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Catalogue;
using PosCloud.Terminal.Text;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class StockWordsTests
{
    private static readonly StoreFormats Irish = StoreFormats.Of("en-IE", "Europe/Zagreb");

    [Fact]
    public void Stale_stock_says_of_when_it_is()
    {
        var at = new DateTimeOffset(2026, 11, 23, 11, 1, 0, TimeSpan.Zero);

        Assert.Equal("3 left at 12:01", StockWords.Of(Quantity.Pieces(3), UnitOfSale.Piece, at, Irish));
        Assert.Equal("Out at 12:01", StockWords.Of(Quantity.Zero, UnitOfSale.Piece, at, Irish));
    }

    [Fact]
    public void Fresh_stock_is_said_without_a_time() =>
        Assert.Equal("0.800\u00a0kg left", StockWords.Of(new Quantity(800), UnitOfSale.Kilogram, null, Irish));

    [Fact]
    public void A_sku_without_stock_is_no_warning()
    {
        Assert.Null(StockWords.Of(null, UnitOfSale.Piece, null, Irish));
        Assert.False(StockWords.IsLow(null));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Three_or_fewer_are_low(long pieces, bool low) => Assert.Equal(low, StockWords.IsLow(Quantity.Pieces(pieces)));

    [Theory]
    [InlineData("Olive oil, Istria 0.5 L", "Olive oil, Istria 0.5\u00a0L")]
    [InlineData("Аджика домашняя 200 г", "Аджика домашняя 200\u00a0г")]
    [InlineData("Gouda, aged 18 months", "Gouda, aged 18 months")]
    public void A_number_and_its_unit_stay_on_one_line(string name, string expected) => Assert.Equal(expected, UnitText.KeepTogether(name));
}
