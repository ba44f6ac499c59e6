using PosCloud.Protocol;

namespace PosCloud.SystemTests.Contracts;

/// <summary>What every replication engine on every hub database must do: bring both sides to the same rows.</summary>
[Trait("guarantee", "G19")]
public abstract class TwoSidesContract(BusyShop shop)
{
    public static TheoryData<string> Tables => [.. SyncedTables.All.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task After_a_sync_every_table_is_equal_on_both_sides(string table)
    {
        foreach (var till in shop.Tills)
        {
            var hub = (await shop.VerbAsync("table", ("name", table), ("store", till.Engine.Identity!.Store.Value))).Expect(0).Lines;

            Assert.NotEmpty(hub);
            Assert.Equal(hub, till.Engine.DumpTable(table)!);
        }
    }

    [Fact]
    public async Task After_a_sync_every_terminal_shows_the_stock_of_the_hub()
    {
        foreach (var till in shop.Tills)
        {
            var hub = (await shop.VerbAsync("stock", ("store", till.Engine.Identity!.Store.Value))).List("stock");

            Assert.NotEmpty(hub);
            Assert.All(hub, row => Assert.Equal(
                row.GetProperty("onHand").GetInt64(), till.Engine.Catalogue.Stock(Domain.Identity.Sku.Parse(row.GetProperty("sku").GetString()!)).Available.Thousandths));
        }
    }

    [Fact]
    public async Task After_a_sync_both_sides_find_nothing_wrong()
    {
        var hub = await shop.VerbAsync("verify");

        Assert.Empty(hub.List("violations"));
        Assert.All(shop.Tills, till => Assert.Empty(till.Engine.Verify().Violations));
    }

    [Fact]
    [Trait("guarantee", "G33")]
    public void No_terminal_has_a_row_of_another_store()
    {
        var tables = SyncedTables.All.Where(table => table.IsPerStore).Select(table => table.Name);

        Assert.All(tables, table => Assert.Empty(shop.Tills[0].Engine.DumpTable(table)!.Intersect(shop.Tills[3].Engine.DumpTable(table)!)));
    }
}
