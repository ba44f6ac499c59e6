using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Catalogue;
using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Grains.Contracts.Orders;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Contracts.Stores;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.GrainTests.Cluster;

namespace PosCloud.GrainTests.Pages;

/// <summary>What a dashboard asks, through the gateway, as a person with a role.</summary>
public sealed class PagesTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task A_sale_is_found_on_every_page()
    {
        var shop = await Shop.OpenAsync(cluster, "PA", ("A", 1), ("B", 5));
        var scribe = await shop.EnrolAsync();
        var sale = scribe.Sell(("A", 2), ("B", 1));
        scribe.Return(sale, 2, 1);
        await shop.UploadAsync(scribe);
        await Shop.Terminal(cluster.Inside(), scribe).ReconcileAsync();
        await shop.UntilAppliedAsync(scribe);
        cluster.ActAs(Roles.Viewer);
        var receipt = $"{scribe.Terminal}-1-000001";

        var stock = await cluster.Client.GetGrain<IStockGrain>("PA").ListAsync("goods a", null, 10);
        Assert.Equal((-1_000, "Goods A"), (Assert.Single(stock.Items).OnHandThousandths, stock.Items[0].Name));

        var ledger = await cluster.Client.GetGrain<IStockGrain>("PA").GetLedgerAsync("b", 10);
        Assert.Equal(["returned", "sold"], ledger!.Rows.Select(r => r.Kind));
        Assert.Equal(ledger.Item.OnHandThousandths, ledger.Item.OpeningThousandths + ledger.SumOfMovementsThousandths);

        var orders = cluster.Client.GetGrain<IOrdersGrain>("any");
        var found = Assert.Single((await orders.SearchAsync(new OrderSearch("PA", null, receipt, null, null, null, 10))).Items);
        Assert.Equal(("applied", 300), (found.Status, found.Total.MinorUnits));
        var detail = await orders.GetAsync("PA", found.Entry);
        Assert.Equal((2, 2, 1), (detail!.Lines.Count, detail.Movements.Count, detail.Payments.Count));

        var exceptions = await cluster.Client.GetGrain<IExceptionsGrain>("any").ListAsync(false, null, 50);
        Assert.Equal(receipt, Assert.Single(exceptions.Items, e => e.Store == "PA").ReceiptNumber);

        var terminal = await cluster.Client.GetGrain<ITerminalGrain>(scribe.Terminal.Value).GetDetailAsync();
        Assert.Equal((2, 2, 2), (terminal!.Completeness[0].AcceptedThrough, terminal.Completeness[0].AppliedThrough, terminal.Completeness[0].Orders));
        Assert.Equal(2, terminal.Summary.SalesToday);
    }

    [Fact]
    public async Task A_manager_edits_the_catalogue_and_decides()
    {
        var shop = await Shop.OpenAsync(cluster, "PB", ("PB-A", 0));
        var scribe = await shop.EnrolAsync();
        scribe.Sell(("PB-A", 1));
        await shop.UploadAsync(scribe);
        await Shop.Terminal(cluster.Inside(), scribe).ReconcileAsync();
        await shop.UntilAppliedAsync(scribe);
        cluster.ActAs(Roles.Manager);
        var catalogue = cluster.Client.GetGrain<ICatalogueGrain>("any");

        Assert.True((await catalogue.SetPriceAsync("pb-a", null, new Amount(250, "EUR"), null)).Done);
        var product = Assert.Single((await catalogue.ListAsync("PB-A", null, null, 10)).Items);
        Assert.Equal(250, product.Variants[0].Price?.MinorUnits);
        Assert.NotNull(await catalogue.GetAsync(product.Product));
        Assert.Contains("Food", await catalogue.CategoriesAsync());
        Assert.NotEmpty(await catalogue.TaxRatesAsync());
        Assert.NotEmpty((await catalogue.ImportAsync("nonsense", "PB", dryRun: true)).Errors);

        var exceptions = cluster.Client.GetGrain<IExceptionsGrain>("any");
        var oversell = (await exceptions.ListAsync(false, null, 50)).Items.Single(e => e.Store == "PB");
        Assert.True((await exceptions.ResolveAsync(oversell.Id, "Counted again")).Done);
        Assert.False((await exceptions.ResolveAsync(oversell.Id, "Again")).Done);

        var stores = cluster.Client.GetGrain<IStoresGrain>("any");
        Assert.Contains(await stores.AuditAsync(100), a => a.Who == "manager@example.com" && a.What.Contains("Counted again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_enrolment_code_tells_what_became_of_it()
    {
        await Shop.OpenAsync(cluster, "PC");
        cluster.ActAs(Roles.Manager);
        var stores = cluster.Client.GetGrain<IStoresGrain>("any");

        var code = await stores.CreateEnrolmentCodeAsync("PC");
        var unknown = await stores.CreateEnrolmentCodeAsync("NO");

        Assert.Equal("http://hub", code.HubAddress);
        Assert.Null((await stores.GetEnrolmentStateAsync(code.Code!))!.UsedAt);
        Assert.NotNull(unknown.Problem);
    }

    [Fact]
    public async Task A_revoked_terminals_sales_wait_in_quarantine_until_a_manager_replays_them()
    {
        var shop = await Shop.OpenAsync(cluster, "PD", ("A", 5));
        var scribe = await shop.EnrolAsync();
        cluster.ActAs(Roles.Manager);
        var terminal = cluster.Client.GetGrain<ITerminalGrain>(scribe.Terminal.Value);
        Assert.True((await terminal.RevokeAsync()).Done);
        scribe.Sell(("A", 1));
        await shop.UploadAsync(scribe);

        var held = Assert.Single((await terminal.GetDetailAsync())!.Quarantine);
        Assert.False((await terminal.ReplayQuarantinedAsync(held.Id)).Done);
        Assert.False((await terminal.ReplayQuarantinedAsync("other-1-1")).Done);
        Assert.Equal("REVOKED", held.Code);
    }
}
