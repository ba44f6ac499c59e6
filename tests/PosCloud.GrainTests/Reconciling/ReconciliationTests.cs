using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Reconciling;
using PosCloud.GrainTests.Cluster;
using PosCloud.HubStorage.Ledger;
using PosCloud.Protocol.Tables;

namespace PosCloud.GrainTests.Reconciling;

public sealed class ReconciliationTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Repeating_an_upload_and_its_reconciliation_changes_nothing()
    {
        var shop = await Shop.OpenAsync(cluster, "RA", ("A", 10));
        var scribe = await shop.EnrolAsync();
        scribe.Sell(("A", 2));
        scribe.Sell(("A", 1));
        await shop.UploadAsync(scribe);
        await Shop.Terminal(cluster.Inside(), scribe).ReconcileAsync();

        for (var repeats = 0; repeats < 3; repeats++)
        {
            await shop.UploadAsync(scribe);
            await Shop.Terminal(cluster.Inside(repeats % 2), scribe).ReconcileAsync();
        }

        Assert.Equal(7, await shop.OnHandAsync("A"));
        await shop.VerifyAsync();
    }

    [Fact]
    public async Task Stock_is_the_same_in_whatever_order_terminals_arrive()
    {
        var shop = await Shop.OpenAsync(cluster, "RB", ("A", 100), ("B", 100));
        var scribes = new[] { await shop.EnrolAsync(), await shop.EnrolAsync(), await shop.EnrolAsync() };
        foreach (var scribe in scribes)
        {
            for (var sale = 0; sale < 30; sale++) scribe.Sell(("A", 1), ("B", 1));
        }

        foreach (var scribe in scribes.Reverse()) await shop.UploadAsync(scribe);
        await Task.WhenAll(scribes.Select((scribe, i) => Shop.Terminal(cluster.Inside(i % 2), scribe).ReconcileAsync()));
        await shop.UntilAppliedAsync(scribes);

        Assert.Equal(10, await shop.OnHandAsync("A"));
        Assert.Equal(10, await shop.OnHandAsync("B"));
        await shop.VerifyAsync();
    }

    [Fact]
    public async Task A_proposer_that_dies_before_the_commit_leaves_stock_exact()
    {
        var shop = await Shop.OpenAsync(cluster, "RC", ("A", 5));
        var scribe = await shop.EnrolAsync();
        scribe.Sell(("A", 2));
        await shop.UploadAsync(scribe);
        var batch = Assert.Single(await cluster.ServicesOf(1).GetRequiredService<PendingMovements>().ReadAsync(scribe.Terminal, Cancellation));
        await cluster.ServicesOf(1).GetRequiredService<SkuDesk>().ProposeAsync(batch);

        await Shop.Terminal(cluster.Inside(), scribe).ReconcileAsync();
        await shop.UntilAppliedAsync(scribe);

        var sku = await cluster.Inside().GetGrain<ISkuGrain>("RC/A").GetAsync();
        Assert.Equal((3_000, 0), (sku.OnHandThousandths, sku.ProposedThousandths));
        Assert.Equal(3, await shop.OnHandAsync("A"));
        await shop.VerifyAsync();
    }

    [Fact]
    public async Task Two_reconcilers_over_one_database_apply_every_movement_once()
    {
        var shop = await Shop.OpenAsync(cluster, "RD", ("A", 500));
        var scribe = await shop.EnrolAsync();
        for (var sale = 0; sale < 200; sale++) scribe.Sell(("A", 2));
        await shop.UploadAsync(scribe);

        var runs = Enumerable.Range(0, 6).Select(i => cluster.ServicesOf(i % 2).GetRequiredService<Reconciler>().RunAsync(scribe.Terminal, Cancellation));
        var reports = await Task.WhenAll(runs);

        Assert.Equal(200, reports.Sum(r => r.Facts));
        Assert.Equal(100, await shop.OnHandAsync("A"));
        await shop.VerifyAsync();
    }

    [Fact]
    public async Task Two_terminals_that_sell_the_last_piece_raise_one_exception_naming_both_receipts()
    {
        var shop = await Shop.OpenAsync(cluster, "RE", ("A", 1));
        var (first, second) = (await shop.EnrolAsync(), await shop.EnrolAsync());
        first.Sell(("A", 1));
        second.Sell(("A", 1));
        second.Sell(("A", 1));
        await Task.WhenAll(shop.UploadAsync(first), shop.UploadAsync(second));

        await Task.WhenAll(Shop.Terminal(cluster.Inside(0), first).ReconcileAsync(), Shop.Terminal(cluster.Inside(1), second).ReconcileAsync());
        await shop.UntilAppliedAsync(first, second);

        Assert.Equal(-2, await shop.OnHandAsync("A"));
        var oversell = Assert.Single(await shop.OversellsAsync());
        Assert.NotNull(oversell.ReceiptNumber);
        Assert.NotNull(oversell.OtherReceiptNumber);
        Assert.NotEqual(oversell.ReceiptNumber, oversell.OtherReceiptNumber);
        await shop.VerifyAsync();
    }

    [Fact]
    public async Task The_sweep_takes_up_facts_that_nobody_reconciled()
    {
        var shop = await Shop.OpenAsync(cluster, "RF", ("A", 5));
        var scribe = await shop.EnrolAsync();
        scribe.Sell(("A", 1));

        await shop.UploadAsync(scribe);

        await shop.UntilAppliedAsync(scribe);
        Assert.Equal(4, await shop.OnHandAsync("A"));
    }

    [Fact]
    public async Task A_commit_nudges_the_stores_terminals()
    {
        var shop = await Shop.OpenAsync(cluster, "RG", ("A", 5));
        var scribe = await shop.EnrolAsync();
        scribe.Sell(("A", 1));
        await shop.UploadAsync(scribe);

        await Shop.Terminal(cluster.Inside(), scribe).ReconcileAsync();
        await shop.UntilAppliedAsync(scribe);

        Assert.Contains(StreamName.ForStore(StoreId.Parse("RG")), cluster.Nudges.Moved);
    }
}
