using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Faults;

/// <summary>Files that people made: each mistake is named by row and column, and nothing is imported by half.</summary>
public sealed class CatalogueFileTests(HubStage hub) : IClassFixture<HubStage>
{
    public static TheoryData<string, int, string> Mistakes => new()
    {
        { "GOOD,,Fine,All,1.00,25,piece,1\nBAD,,Price,All,one,25,piece,1", 3, "unit_price" },
        { "GOOD,,Fine,All,1.00,25,piece,1\nBAD,,Price,All,-1,25,piece,1", 3, "unit_price" },
        { "BAD,,Tax,All,1.00,250,piece,1\nGOOD,,Fine,All,1.00,25,piece,1", 2, "tax_rate" },
        { "GOOD,,Fine,All,1.00,25,piece,1\nBAD,,Unit,All,1.00,25,litre,1", 3, "unit" },
        { "GOOD,,Fine,All,1.00,25,piece,1\nBAD,,Stock,All,1.00,25,piece,many", 3, "opening_stock" },
        { "GOOD,,Fine,All,1.00,25,piece,1\nBAD,,,All,1.00,25,piece,1", 3, "name" },
        { "GOOD,,Fine,All,1.00,25,piece,1\nGOOD,,Again,All,1.00,25,piece,1", 3, "sku" },
        { "GOOD,4006381333931,Fine,All,1.00,25,piece,1\nBAD,4006381333931,Same barcode,All,1.00,25,piece,1", 3, "barcode" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_in_a_catalogue_file_is_named_by_row_and_column_and_nothing_is_imported(string rows, int row, string column)
    {
        var before = (await hub.VerbAsync("table", ("name", "variant"))).Lines;

        var result = await hub.VerbAsync("import-catalogue", ("file", Goods.Header + "\n" + rows + "\n"), ("store", "S1"));

        Assert.Equal(1, result.ExitCode);
        var error = Assert.Single(result.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((row, column), (error.GetProperty("row").GetInt32(), error.GetProperty("column").GetString()));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(before, (await hub.VerbAsync("table", ("name", "variant"))).Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sku,name\nA,B\n")]
    [InlineData("\"sku,barcode\n")]
    public async Task A_file_without_the_right_header_is_refused(string file)
    {
        var result = await hub.VerbAsync("import-catalogue", ("file", file), ("store", "S1"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.False(string.IsNullOrWhiteSpace(result.Problem + result.Output));
    }

    [Fact]
    public async Task A_store_that_does_not_exist_is_named()
    {
        var result = await hub.VerbAsync("import-catalogue", ("file", Goods.File([new Goods("A", 1m, 1)])), ("store", "S9"));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("S9", result.Output + result.Problem, StringComparison.Ordinal);
    }
}
