using PosCloud.Dashboard.Product;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Catalogue;

namespace PosCloud.UnitTests.Dashboard;

public sealed class ProductStateTests
{
    private static readonly ProductDetail Socks = new(
        new ProductItem("p1", "Merino socks", "Clothing", "piece", 250_000, true, [new VariantItem("SOCK-M", "SOCK-M", "M, Forest", ["3850001004417"], new Amount(1290, "EUR"), 3, true)]),
        "standard", []);

    [Fact]
    public void A_price_that_was_not_touched_is_not_sent_as_a_new_one() =>
        Assert.Null(ProductState.Of(Socks, "EUR").ToEdit().Variants[0].Price);

    [Fact]
    public void What_the_form_was_read_from_goes_with_the_edit()
    {
        var state = ProductState.Of(Socks, "EUR");
        (state.Name, state.Variants[0].Barcodes) = ("Socks", "");

        var seen = state.ToEdit().Seen!;

        Assert.Equal(("Merino socks", "3850001004417"), (seen.Name, Assert.Single(seen.Variants[0].Barcodes)));
    }

    [Fact]
    public void A_changed_price_is_sent_in_minor_units()
    {
        var state = ProductState.Of(Socks, "EUR");
        state.Variants[0].Price = "13,50";

        Assert.Null(state.Problem());
        Assert.Equal(new Amount(1350, "EUR"), state.ToEdit().Variants[0].Price);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2.505")]
    [InlineData("two")]
    public void A_price_that_is_none_is_refused_with_its_text(string price)
    {
        var state = ProductState.Of(Socks, "EUR");
        state.Variants[0].Price = price;

        Assert.Contains(price, state.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sku_twice_is_refused_whatever_its_case()
    {
        var state = ProductState.Of(Socks, "EUR");
        state.Variants.Add(new VariantForm { Sku = "sock-m", Price = "1.00" });

        Assert.Equal("Sku SOCK-M is there twice.", state.Problem());
    }

    [Fact]
    public void A_new_variant_needs_a_price()
    {
        var state = ProductState.New("EUR", [new TaxRateItem("standard", "Standard", 250_000)]);
        (state.Name, state.Category, state.Variants[0].Sku) = ("Tea", "Drinks", "TEA");

        Assert.NotNull(state.Problem());
    }
}
