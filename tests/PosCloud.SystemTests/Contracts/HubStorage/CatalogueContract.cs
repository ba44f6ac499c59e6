using System.Text;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Queries;
using PosCloud.Protocol;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What catalogue import and editing promise on every hub database.</summary>
public abstract class CatalogueContract(HubFixture fixture)
{
    private const string Header = "sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock,product,variant\n";

    private static readonly StoreId S1 = StoreId.Parse("S1");

    [Fact]
    public async Task A_file_becomes_products_variants_barcodes_prices_and_stock_in_file_order()
    {
        await using var hub = await TestHub.StartAsync(fixture);

        var result = await hub.ImportAsync("S1", Header
            + "milk-1l,3850000000017 3850000000024,Milk,Dairy,1.29,5,piece,24,,\n"
            + "SOCK-M,,\"Socks, merino\",Clothes,9.999,25,piece,3,SOCK,\"M, Forest\"\n"
            + "SOCK-L,,\"Socks, merino\",Clothes,9.999,25,piece,2,SOCK,\"L, Forest\"\n"
            + "APPLE,,Äpfel,Fruit,2.5,5,kg,14.500,,\n");

        Assert.Equal((4, 4, 0, 2), (result.Rows, result.Created, result.Updated, result.RoundedPrices));
        var queries = new CatalogueQueries(hub.Database);
        var page = await queries.ListAsync(null, null, null, 100, hub.Clock.GetUtcNow(), TestHub.Cancellation);
        Assert.Equal(["Milk", "Socks, merino", "Äpfel"], page.Items.Select(p => p.Product.Name));
        Assert.Equal(["M, Forest", "L, Forest"], page.Items[1].Variants.Select(v => v.Variant.Options));
        Assert.Equal(("MILK-1L", "milk-1l", 129L, 2), (page.Items[0].Variants[0].Variant.Sku, page.Items[0].Variants[0].Variant.SkuShown,
            page.Items[0].Variants[0].Current!.Amount, page.Items[0].Variants[0].Barcodes.Count));
        Assert.Equal(1_000, page.Items[1].Variants[0].Current!.Amount);
        Assert.Equal(["Dairy", "Clothes", "Fruit"], await queries.CategoriesAsync(TestHub.Cancellation));
        Assert.Equal(14_500, (await new StockQueries(hub.Database).FindAsync(S1, Sku.Parse("APPLE"), TestHub.Cancellation))!.OnHand);
        Assert.Equal("Milk", Assert.Single((await queries.ListAsync("3850000000024", null, null, 10, hub.Clock.GetUtcNow(), TestHub.Cancellation)).Items).Product.Name);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task The_same_file_again_changes_and_publishes_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var csv = Header + "A,,Apple,Fruit,1.00,5,piece,10,,\nB,,Pear,Fruit,1.00,5,piece,10,,\n";
        await hub.ImportAsync("S1", csv);
        hub.Clock.Advance(TimeSpan.FromDays(1));

        var again = await hub.ImportAsync("S1", csv);
        var changed = await hub.ImportAsync("S1", csv.Replace("Pear,Fruit,1.00", "Pear,Fruit,1.20", StringComparison.Ordinal));

        Assert.Equal((0, 0), (again.Created, again.Updated));
        Assert.Empty(again.Moved);
        Assert.Equal((0, 1), (changed.Created, changed.Updated));
        var pear = (await new CatalogueQueries(hub.Database).ListAsync("Pear", null, null, 10, hub.Clock.GetUtcNow(), TestHub.Cancellation)).Items[0].Variants[0];
        Assert.Equal((120L, 2L, 2), (pear.Current!.Amount, pear.Current.Version, pear.Prices.Count));
        await hub.VerifyAsync();
    }

    [Theory]
    [InlineData("A,,Apple,Fruit,abc,5,piece,10,,\n", 2, "unit_price")]
    [InlineData("A,,Apple,Fruit,1,5,piece,10,,\nA,,Again,Fruit,1,5,piece,10,,\n", 3, "sku")]
    [InlineData("A,,Apple,Fruit,1,5,box,10,,\n", 2, "unit")]
    [InlineData("A,,,Fruit,1,5,piece,10,,\n", 2, "name")]
    [InlineData("A,,Apple,Fruit,1,500,piece,10,,\n", 2, "tax_rate")]
    [InlineData("A,,Apple,Fruit,1,5,piece,1.2345,,\n", 2, "opening_stock")]
    [InlineData("A,1,Apple,Fruit,1,5,piece,1,,\nB,1,Pear,Fruit,1,5,piece,1,,\n", 3, "barcode")]
    [InlineData("A,,Apple,Fruit,1,5,piece,1,P,S\nB,,Pear,Fruit,1,25,piece,1,P,M\n", 3, "tax_rate")]
    [InlineData("A,,Apple,Fruit,1,5\n", 2, "")]
    [InlineData("A,,\"Apple,Fruit,1,5,piece,1,,\n", 2, "")]
    public async Task A_wrong_field_is_named_by_row_and_column_and_nothing_is_imported(string rows, int row, string column)
    {
        await using var hub = await TestHub.StartAsync(fixture);

        var result = await hub.ImportAsync("S1", Header + "GOOD,,Good,Food,1,5,piece,1,,\n" + rows);

        var error = Assert.Single(result.Errors);
        Assert.Equal((row + 1, column), (error.Row, error.Column));
        Assert.Empty((await new CatalogueQueries(hub.Database).ListAsync(null, null, null, 10, hub.Clock.GetUtcNow(), TestHub.Cancellation)).Items);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_dry_run_counts_and_imports_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture);

        var result = await hub.ImportAsync("S1", Header + "A,,Apple,Fruit,1,5,piece,10,,\n", dryRun: true);

        Assert.Equal(1, result.Created);
        Assert.Empty((await new CatalogueQueries(hub.Database).ListAsync(null, null, null, 10, hub.Clock.GetUtcNow(), TestHub.Cancellation)).Items);
    }

    [Fact]
    public async Task A_scheduled_price_counts_from_its_time_on()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var tomorrow = hub.Clock.GetUtcNow().AddDays(1);

        var set = await hub.Editor.SetPriceAsync(Sku.Parse("A"), null, new Money(250, Currency.Parse("EUR")), tomorrow, "boss", TestHub.Cancellation);

        Assert.Equal(2, set.Version);
        Assert.Equal(100, await PriceAsync(hub));
        hub.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(250, await PriceAsync(hub));
        Assert.False((await hub.Editor.SetPriceAsync(Sku.Parse("A"), null, new Money(1, Currency.Parse("USD")), null, "boss", TestHub.Cancellation)).Done);
        Assert.False((await hub.Editor.SetPriceAsync(Sku.Parse("NONE"), null, new Money(1, Currency.Parse("EUR")), null, "boss", TestHub.Cancellation)).Done);
    }

    [Fact]
    public async Task A_product_is_created_edited_and_refused_in_words()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var price = new Money(300, Currency.Parse("EUR"));
        var edit = new ProductEdit(null, "Bread", null, "Bakery", "piece", "25", true, [new VariantEdit("bread", "", ["4006381333931"], price, true)]);

        var created = await hub.Editor.SaveProductAsync(edit, "boss", TestHub.Cancellation);
        var taken = await hub.Editor.SaveProductAsync(edit with { Name = "Other" }, "boss", TestHub.Cancellation);
        var renamed = await hub.Editor.SaveProductAsync(
            edit with { Product = created.Id, Name = "Rye bread", Variants = [new VariantEdit("bread", "", [], null, true)] }, "boss", TestHub.Cancellation);

        Assert.True(created.Done);
        Assert.Contains("belongs to another product", taken.Problem, StringComparison.Ordinal);
        Assert.True(renamed.Done);
        var found = (await new CatalogueQueries(hub.Database).FindAsync(created.Id!, hub.Clock.GetUtcNow(), TestHub.Cancellation))!;
        Assert.Equal(("Rye bread", 300L, 0), (found.Product.Name, found.Variants[0].Current!.Amount, found.Variants[0].Barcodes.Count));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task What_customers_collect_is_two_lines_of_the_stores_prices_and_only_changes_are_published()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var (editor, store) = (new StoreEditor(hub.Writer), StoreId.Parse("S1"));

        Assert.NotEmpty((await editor.SetPointsAsync(store, new StorePoints(2, 5), "boss", TestHub.Cancellation)).Moved);
        Assert.Empty((await editor.SetPointsAsync(store, new StorePoints(2, 5), "boss", TestHub.Cancellation)).Moved);
        var row = (await new StoreQueries(hub.Database).FindAsync(store, TestHub.Cancellation))!;
        Assert.True((await editor.SaveAsync(row, mustBeNew: false, "boss", TestHub.Cancellation)).Done);

        Assert.Equal(new StorePoints(2, 5), (await new StoreQueries(hub.Database).PointsAsync(TestHub.Cancellation))["S1"]);
        Assert.True((await editor.SaveAsync(row, mustBeNew: false, "boss", TestHub.Cancellation, new StorePoints(3, 0))).Done);
        var replica = new ReplicaReader(hub, store);
        await replica.PullAsync();
        Assert.Equal((3L, 0L), (replica.Row(SyncedTables.StorePrice, "S1", "#POINTS", "0")![3], replica.Row(SyncedTables.StorePrice, "S1", "#POINT", "0")![3]));
        Assert.Contains("0 to 1000", (await editor.SetPointsAsync(store, new StorePoints(1_001, 0), "boss", TestHub.Cancellation)).Problem, StringComparison.Ordinal);
        Assert.NotNull((await editor.SetPointsAsync(StoreId.Parse("S9"), new StorePoints(1, 0), "boss", TestHub.Cancellation)).Problem);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_store_in_another_currency_gets_its_own_prices()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await new StoreEditor(hub.Writer).SaveAsync(
            new PosCloud.HubStorage.Rows.StoreRow
            {
                Store = "CH", Name = "Zürich", Currency = "CHF", TimeZone = "Europe/Zurich", Culture = "de-CH", TaxMode = "included", TaxRounding = "line",
                CashRounding = 5, ReceiptHeader = "", ReceiptFooter = "",
            },
            mustBeNew: true,
            "boss",
            TestHub.Cancellation);

        await hub.ImportAsync("CH", Header + "A,,Goods A,Food,1.50,25,piece,4,,\n");
        var replica = new ReplicaReader(hub, StoreId.Parse("CH"));
        await replica.PullAsync();

        Assert.Equal(100, await PriceAsync(hub));
        Assert.Equal(150L, replica.Row(SyncedTables.StorePrice, "CH", "A", "0")![3]);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused_before_its_letters_are_lost()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var windows = Encoding.Latin1.GetBytes(Header + "A,,K\u00e4se,Food,1,5,piece,1,,\n");

        var result = await hub.ImportAsync("S1", Encoding.UTF8.GetString(windows));

        var error = Assert.Single(result.Errors);
        Assert.Equal((2, "name"), (error.Row, error.Column));
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variants_that_a_file_lists_as_goods_of_their_own_become_products_of_their_own()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        await hub.ImportAsync("S1", Header + "SOCK-M,,Socks,Clothes,10,25,piece,3,SOCK,M\nSOCK-L,,Socks,Clothes,10,25,piece,2,SOCK,L\n");
        var apart = Header + "SOCK-M,,Socks M,Clothes,10,25,piece,3,,\nSOCK-L,,Socks L,Clothes,10,5,piece,2,,\n";

        await hub.ImportAsync("S1", apart);
        var again = await hub.ImportAsync("S1", apart);

        Assert.Equal([("Socks M", "SOCK-M"), ("Socks L", "SOCK-L")], await GoodsAsync(hub));
        Assert.Equal(0, again.Updated);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Goods_that_a_file_makes_variants_of_one_product_leave_no_product_without_a_sku()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        await hub.ImportAsync("S1", Header + "SOCK-M,,Socks M,Clothes,10,25,piece,3,,\nSOCK-L,,Socks L,Clothes,10,25,piece,2,,\n");

        await hub.ImportAsync("S1", Header + "SOCK-M,,Socks,Clothes,10,25,piece,3,SOCK,M\nSOCK-L,,Socks,Clothes,10,25,piece,2,SOCK,L\n");

        Assert.Equal([("Socks", "SOCK-M SOCK-L")], await GoodsAsync(hub));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_barcode_moves_between_the_variants_of_an_edit_and_never_belongs_to_two()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        await hub.ImportAsync("S1", Header + "M,111,Socks,Clothes,10,25,piece,3,SOCK,M\nL,222,Socks,Clothes,10,25,piece,2,SOCK,L\n");
        var product = (await ListAsync(hub)).Single().Product;

        var moved = await hub.Editor.SaveProductAsync(Edit(["222"], ["111"]), "boss", TestHub.Cancellation);
        var twice = await hub.Editor.SaveProductAsync(Edit(["333"], ["333"]), "boss", TestHub.Cancellation);

        Assert.Null(moved.Problem);
        Assert.Contains("333", twice.Problem, StringComparison.Ordinal);
        Assert.Equal([["222"], ["111"]], (await ListAsync(hub)).Single().Variants.Select(v => v.Barcodes));
        await hub.VerifyAsync();

        ProductEdit Edit(string[] m, string[] l) => new(product.Id, "Socks", null, "Clothes", "piece", "25", true, [new("M", "M", m, null, true), new("L", "L", l, null, true)]);
    }

    [Fact]
    public async Task Of_two_edits_that_began_with_the_same_product_the_second_takes_nothing_of_the_first_back()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var product = (await ListAsync(hub)).Single().Product;
        var seen = new ProductEdit(product.Id, product.Name, null, product.Category, product.Unit, product.TaxRate, true, [new("A", "", [], null, true)]);

        var first = await hub.Editor.SaveProductAsync(seen with { Variants = [new("A", "", ["111"], null, true)], Seen = seen }, "ana", TestHub.Cancellation);
        var second = await hub.Editor.SaveProductAsync(seen with { Name = "Renamed", Seen = seen }, "ivo", TestHub.Cancellation);

        Assert.Null(first.Problem);
        Assert.Contains("meanwhile", second.Problem, StringComparison.Ordinal);
        Assert.Equal((product.Name, "111"), ((await ListAsync(hub)).Single().Product.Name, (await ListAsync(hub)).Single().Variants[0].Barcodes.Single()));
    }

    private static async Task<IReadOnlyList<ProductView>> ListAsync(TestHub hub) =>
        (await new CatalogueQueries(hub.Database).ListAsync(null, null, null, 100, hub.Clock.GetUtcNow(), TestHub.Cancellation)).Items;

    private static async Task<IEnumerable<(string Name, string Skus)>> GoodsAsync(TestHub hub) =>
        (await ListAsync(hub)).Select(p => (p.Product.Name, string.Join(' ', p.Variants.Select(v => v.Variant.Sku))));

    private static async Task<long> PriceAsync(TestHub hub) =>
        (await new CatalogueQueries(hub.Database).ListAsync(null, null, null, 10, hub.Clock.GetUtcNow(), TestHub.Cancellation)).Items[0].Variants[0].Current!.Amount;
}
