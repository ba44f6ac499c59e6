using PosCloud.Domain.Identity;
using PosCloud.Terminal.Catalogue;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class VariantGridTests
{
    [Fact]
    public void Two_options_become_rows_and_columns_in_the_order_of_the_shop()
    {
        var grid = VariantGrid.Of(Variants("S, Oat", "S, Ink", "M, Oat", "M, Ink"));

        Assert.Equal(["S", "M"], grid.Rows);
        Assert.Equal(["Oat", "Ink"], grid.Columns);
        Assert.Equal("M, Ink", grid.At("M", "Ink")?.Options);
    }

    [Fact]
    public void A_combination_that_is_not_sold_leaves_its_cell_empty()
    {
        var grid = VariantGrid.Of(Variants("S, Oat", "S, Ink", "M, Oat", "L, Ink"));

        Assert.True(grid.IsGrid);
        Assert.Null(grid.At("M", "Ink"));
    }

    [Fact]
    public void Many_second_options_become_the_rows()
    {
        var grid = VariantGrid.Of(Variants("Red, 36", "Red, 37", "Red, 38", "Red, 39", "Red, 40", "Blue, 36"));

        Assert.Equal(["Red", "Blue"], grid.Columns);
        Assert.Equal("Red, 40", grid.At("40", "Red")?.Options);
    }

    [Fact]
    public void One_option_stays_a_list() => Assert.False(VariantGrid.Of(Variants("S", "M", "L", "XL")).IsGrid);

    [Fact]
    public void Options_that_repeat_stay_a_list() => Assert.False(VariantGrid.Of(Variants("S, Oat", "S, Oat", "M, Oat", "M, Ink")).IsGrid);

    private static VariantView[] Variants(params string[] options) =>
        [.. options.Select((text, index) => new VariantView(Sku.Parse($"V{index}"), $"V{index}", text, null, null, false))];
}
