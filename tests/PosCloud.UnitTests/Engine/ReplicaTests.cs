using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

public sealed class ReplicaTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(500)]
    public async Task After_a_sync_every_table_is_equal_whatever_the_size_of_a_page(int pageSize)
    {
        await using var terminal = await EnrolledAsync(synced: false);
        terminal.Hub.PageSize = pageSize;
        terminal.Hub.WithShop();
        await terminal.SyncAsync();
        terminal.Hub.Goods("TEA", "Earl Grey", 220, "standard", "piece", null);
        terminal.Hub.Delete(SyncedTables.Barcode, "3850000000017");
        terminal.Hub.Put(SyncedTables.Price, "BREAD", 0L, 399L, "EUR", 2L);
        await terminal.SyncAsync();

        Assert.Equal(["[\"BREAD\",0,399,\"EUR\",2]", "[\"COFFEE\",0,260,\"EUR\",1]", "[\"GOUDA\",0,1690,\"EUR\",1]", "[\"TEA\",0,220,\"EUR\",1]"], terminal.Engine.DumpTable("price")!);
        Assert.Equal(["[\"3850000000024\",\"BREAD\"]"], terminal.Engine.DumpTable("barcode")!);
        Assert.Null(terminal.Engine.DumpTable("no_such_table"));
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_sync_is_one_request()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        var before = terminal.Hub.RequestCount;

        await terminal.SyncAsync();

        Assert.Equal(before + 1, terminal.Hub.RequestCount);
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task A_damaged_replica_gives_way_to_the_one_before_and_is_rebuilt()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Hub.Epoch = "hub-2";
        await terminal.SyncAsync();
        Assert.Equal(2, Directory.GetFiles(terminal.Folder, "replica-*.db").Length);

        await terminal.RestartAsync(() =>
        {
            var newest = Directory.GetFiles(terminal.Folder, "replica-*.db").Order(StringComparer.Ordinal).Last();
            foreach (var log in Directory.GetFiles(terminal.Folder, "replica-*.db-*")) File.Delete(log);
            File.WriteAllBytes(newest, [.. Enumerable.Repeat((byte)7, 16_384)]);
        });

        Assert.NotNull(terminal.Engine.Catalogue.Find("COFFEE"));
        terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task Pages_that_break_while_it_serves_lead_to_a_new_replica_and_selling_goes_on()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        await terminal.RestartAsync(() =>
        {
            var file = Directory.GetFiles(terminal.Folder, "replica-*.db").Single();
            foreach (var log in Directory.GetFiles(terminal.Folder, "replica-*.db-*")) File.Delete(log);
            var bytes = File.ReadAllBytes(file);
            Array.Fill(bytes, (byte)0xAA, 4096 * 4, bytes.Length - (4096 * 4));
            File.WriteAllBytes(file, bytes);
        });

        terminal.Engine.Catalogue.Find("COFFEE");
        terminal.Engine.Register.AddOpenPrice("Umbrella", Eur(12.50m), new TaxRate(250_000));
        terminal.PayInCash();
        await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);
        await terminal.SyncAsync();

        Assert.NotNull(terminal.Engine.Catalogue.Find("COFFEE"));
        Assert.Equal(2, terminal.Engine.Receipts.Recent().Count);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_wrong_checksum_fetches_everything_again_into_a_new_file()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        await terminal.RestartAsync(() =>
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Directory.GetFiles(terminal.Folder, "replica-*.db").Single()};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE _head SET checksum = checksum + 1 WHERE stream = 'catalogue'";
            command.ExecuteNonQuery();
        });
        Assert.NotEmpty(terminal.Engine.Verify().Violations);

        await terminal.SyncAsync();

        Assert.Empty(terminal.Engine.Verify().Violations);
        Assert.EndsWith("replica-2.db", Directory.GetFiles(terminal.Folder, "replica-*.db").Order(StringComparer.Ordinal).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduled_price_begins_on_time_without_a_network()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var at = terminal.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        terminal.Hub.Put(SyncedTables.Price, "BREAD", at, 450L, "EUR", 2L);
        terminal.Hub.Put(SyncedTables.StorePrice, "S1", "COFFEE", 0L, 240L, "EUR", 3L);
        await terminal.SyncAsync();
        terminal.Engine.Sync.SetWorkOffline(true);

        var before = terminal.Engine.Catalogue.Find("BREAD")!.Price;
        terminal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Eur(4.20m), before);
        Assert.Equal(Eur(4.50m), terminal.Engine.Catalogue.Find("BREAD")!.Price);
        Assert.Equal(Eur(2.40m), terminal.Engine.Catalogue.Find("COFFEE")!.Price);
    }

    [Theory]
    [InlineData("gouda aged", "GOUDA")]
    [InlineData("MONTHS gou", "GOUDA")]
    [InlineData("brac", "OLIVES")]
    [InlineData("lódz", "LODZ")]
    [InlineData("lodz", "LODZ")]
    [InlineData("绿茶", "TEA")]
    [InlineData("аджика", "ADJIKA")]
    [InlineData("زعتر", "ZAATAR")]
    [InlineData("tea-250", "TEA")]
    public async Task Search_finds_words_by_their_beginning_in_any_language(string text, string sku)
    {
        await using var terminal = await TerminalShop.OpenAsync(hub =>
        {
            hub.WithShop();
            hub.Goods("OLIVES", "Olives from Brač, pitted", 1150, "food", "kg", null);
            hub.Goods("LODZ", "Łódź gingerbread", 300, "food", "piece", null);
            hub.Goods("TEA", "龙井绿茶 100克 tea-250", 980, "food", "piece", null);
            hub.Goods("ADJIKA", "Аджика домашняя", 520, "food", "piece", null);
            hub.Goods("ZAATAR", "زعتر فلسطيني", 450, "food", "piece", null);
        });

        Assert.Equal(sku, Assert.Single(terminal.Engine.Catalogue.Search(text)).Sku.Value);
        Assert.Equal(sku, Assert.Single(terminal.Engine.Catalogue.Tiles(search: text)).Sku!.Value.Value);
    }

    [Fact]
    public async Task Tiles_and_categories_stand_in_the_shops_order_and_a_variant_needs_picking()
    {
        await using var terminal = await TerminalShop.OpenAsync(hub =>
        {
            hub.WithShop();
            hub.Put(SyncedTables.Product, "SOCK", "Merino socks", null, "Home", 2L, "standard", "piece", 9L, 1L);
            foreach (var (sku, options, price, place) in new[] { ("SOCK-M", "M, Forest", 1250L, 0L), ("SOCK-XL", "XL, Oat", 1390L, 1L) })
            {
                hub.Put(SyncedTables.Variant, sku, sku, "SOCK", options, place, 1L);
                hub.Put(SyncedTables.Price, sku, 0L, price, "EUR", 1L);
                hub.Put(SyncedTables.Stock, "S1", sku, 5_000L, 5_000L, 1L);
            }
        });

        var tile = terminal.Engine.Catalogue.Tiles("Home").Single();
        var socks = terminal.Engine.Catalogue.Variants("SOCK");

        Assert.Equal((null, 2, Eur(12.50m), true, Quantity.Pieces(10)), (tile.Sku, tile.Variants, tile.Price, tile.HasSeveralPrices, tile.Available));
        Assert.Equal(["M, Forest", "XL, Oat"], socks.Select(s => s.Options));
        Assert.Equal(["All", "Home"], terminal.Engine.Catalogue.Categories().Select(c => c.Name));
        Assert.Equal(4, terminal.Engine.Catalogue.CountTiles());
    }

    [Fact]
    public async Task A_product_that_changes_its_name_is_found_by_the_new_one_only()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Hub.Put(SyncedTables.Product, "p-BREAD", "Rye loaf", null, "All", 1L, "food", "piece", 0L, 1L);
        await terminal.SyncAsync();

        Assert.Empty(terminal.Engine.Catalogue.Search("sourdough"));
        Assert.Equal("BREAD", Assert.Single(terminal.Engine.Catalogue.Search("rye")).Sku.Value);
    }
}
