using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Commands;
using PosCloud.Terminal.Hosting;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class CommandArgumentTests
{
    [Theory]
    [InlineData("A1", "A1", null)]
    [InlineData("A1:2", "A1", 2000L)]
    [InlineData("CHEESE:0.486", "CHEESE", 486L)]
    public void A_line_is_a_sku_with_an_optional_quantity(string text, string code, long? thousandths)
    {
        Assert.True(LineArgument.TryParse(text, out var parsed, out var quantity));
        Assert.Equal(code, parsed);
        Assert.Equal(thousandths, quantity?.Thousandths);
    }

    [Theory]
    [InlineData("A1:0")]
    [InlineData("A1:-2")]
    [InlineData("A1:x")]
    [InlineData("A1:0.0001")]
    [InlineData("")]
    public void A_line_without_a_usable_quantity_is_refused(string text) => Assert.False(LineArgument.TryParse(text, out _, out _));

    [Fact]
    public void A_tender_is_typed_in_major_units()
    {
        Assert.True(TenderArgument.TryParse("card:12.50", Currency.Parse("EUR"), out var tender));
        Assert.Equal((Tender.Card, 1250L, null), (tender.Tender, tender.Amount.MinorUnits, tender.Voucher));
        Assert.True(TenderArgument.TryParse("voucher:gift-2026:5", Currency.Parse("EUR"), out var voucher));
        Assert.Equal((Tender.Voucher, 500L, VoucherCode.Parse("GIFT2026")), (voucher.Tender, voucher.Amount.MinorUnits, voucher.Voucher));
        Assert.False(TenderArgument.TryParse("cheque:5", Currency.Parse("EUR"), out _));
        Assert.False(TenderArgument.TryParse("voucher:5", Currency.Parse("EUR"), out _));
        Assert.False(TenderArgument.TryParse("cash:99999999999999999999", Currency.Parse("EUR"), out _));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5111", true)]
    [InlineData("http://localhost:5111;http://[::1]:5112", true)]
    [InlineData("http://0.0.0.0:5111", false)]
    [InlineData("http://192.168.1.5:5111", false)]
    [InlineData("5111", false)]
    public void The_screen_is_served_on_loopback_only(string urls, bool allowed) => Assert.Equal(allowed, LoopbackAddress.Problem(urls) is null);
}
