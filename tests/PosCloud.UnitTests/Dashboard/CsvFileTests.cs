using PosCloud.Dashboard.Export;

namespace PosCloud.UnitTests.Dashboard;

public sealed class CsvFileTests
{
    [Fact]
    public void Quotes_commas_and_line_breaks_stay_inside_their_cell() =>
        Assert.Equal("name,n\r\n\"a \"\"b\"\", c\",1.5\r\n", new CsvFile("name", "n").Add("a \"b\", c", 1.5m).ToString());

    [Fact]
    public void A_text_that_looks_like_a_formula_is_made_harmless_and_a_negative_number_stays_a_number() =>
        Assert.Equal("a,b\r\n'=1+1,-2\r\n", new CsvFile("a", "b").Add("=1+1", -2).ToString());
}
