using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using Xunit;

namespace PosCloud.UnitTests.Engine;

/// <summary>A terminal whose engine moves rows by itself.</summary>
public sealed class CarryingTests
{
    [Fact]
    public async Task Sales_go_up_as_rows_and_stock_comes_down_as_rows()
    {
        await using var terminal = await MemoryCarrier.OpenShopAsync();
        terminal.Sell("COFFEE", 2);

        var report = await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);
        terminal.Hub.Reconcile();
        await terminal.SyncAsync();

        Assert.Equal((null, 2), (report.Error, report.Uploaded));
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
        Assert.Equal(2, terminal.Hub.Journal["1"].Count);
        Assert.Equal(Quantity.Pieces(8), terminal.Engine.Catalogue.Stock(Sku.Parse("COFFEE")).Available);
    }

    [Fact]
    public async Task A_branch_that_the_hub_no_longer_knows_is_asked_for_again_with_the_facts()
    {
        await using var terminal = await MemoryCarrier.OpenShopAsync();
        terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        terminal.Hub.Reconcile();
        // The hub was set back and has these facts from another device, on its first line.
        terminal.Tamper("UPDATE told_branch SET branch = 'a4c1'");

        var report = await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);

        Assert.Null(report.Error);
        Assert.Equal(2, report.Uploaded);
        Assert.Equal(Quantity.Pieces(9), terminal.Engine.Catalogue.Stock(Sku.Parse("COFFEE")).Available);
    }
}
