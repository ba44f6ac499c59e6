using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;

namespace PosCloud.UnitTests.Domain;

public sealed class IdentityTests
{
    [Theory]
    [InlineData(" 85123a ", "85123A")]
    [InlineData("cafe\u0301", "CAF\u00c9")]
    public void A_sku_has_one_canonical_form(string text, string expected) => Assert.Equal(expected, Sku.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\u0001b")]
    public void Text_that_is_no_sku_is_refused(string text) => Assert.False(Sku.TryParse(text, out _));

    [Fact]
    public void A_lone_surrogate_is_no_sku() => Assert.False(Sku.TryParse(new string((char)0xd800, 1), out _));

    [Fact]
    public void A_receipt_number_reads_back()
    {
        var number = new ReceiptNumber(TerminalId.Parse("S1T3"), JournalEpoch.First, 417);

        Assert.Equal("S1T3-1-000417", number.ToString());
        Assert.Equal(number, ReceiptNumber.Parse(" s1t3-1-000417 "));
        Assert.False(ReceiptNumber.TryParse("S1T3-1-0", out _));
        Assert.False(ReceiptNumber.TryParse("S1T3-000417", out _));
    }

    [Theory]
    [InlineData("4006381333931", true)]
    [InlineData("4006381333932", false)]
    [InlineData("96385074", true)]
    [InlineData("12345", false)]
    public void Check_digits_follow_gs1(string digits, bool valid)
    {
        Assert.True(Barcode.TryParse(digits, out var barcode));
        Assert.Equal(valid, barcode.HasValidGtinCheckDigit());
    }
}
