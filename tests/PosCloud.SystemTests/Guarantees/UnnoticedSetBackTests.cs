using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Publishing;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>
/// G31 and G32 at once: the hub is set back to an old copy, a copy of a terminal brings the same facts again, and the shop
/// trades on until no cursor tells that anything was lost. So no new history begins, but the terminal's facts stand on
/// another line than it was told.
/// </summary>
[Trait("guarantee", "G31")]
public sealed class UnnoticedSetBackTests(HubStage hub) : IClassFixture<HubStage>
{
    private const int TradedOn = 5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_terminal_whose_branch_became_the_first_line_shows_its_stock_again()
    {
        var (sku, till) = await OpenTradedAsync();
        var other = await CopyAsync(till, "other-of-" + sku);
        var (backup, history) = (await CopyHubAsync(sku), await HistoryAsync());
        other.Sell((sku, 2));
        await hub.SettleAsync(other);
        var sold = till.Sell((sku, 3));
        var twin = await CopyAsync(till, "twin-of-" + sku);
        // It hears that its sale stands on a branch; what it does about that no longer gets through.
        till.Line.Rule = async (_, send, _) =>
        {
            till.Line.Cut();
            return await send();
        };
        await till.TrySyncAsync();
        var told = await BranchAsync(sold);
        await SetBackAsync(backup);
        await hub.SettleAsync(twin);
        await TradeOnAsync(twin, sku);
        Assert.Equal((true, ""), (told.Length > 0, await BranchAsync(sold)));

        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Equal(history, await HistoryAsync());
        await AssertSameAsync(till, sku);
        // The one whose sale the hub lost brings it, and a new history with it.
        await hub.SettleAsync(till, twin, other);
        Assert.Equal(3 + TradedOn, (await hub.OrdersAsync(till)).Count);
        Assert.Equal((100 - 1 - 2 - 3 - TradedOn) * 1_000, await hub.OnHandAsync(sku));
        foreach (var device in (Till[])[till, twin, other]) await AssertSameAsync(device, sku);
    }

    [Fact]
    public async Task A_terminal_whose_first_line_became_a_branch_shows_its_stock_again()
    {
        var (sku, till) = await OpenTradedAsync();
        var other = await CopyAsync(till, "other-of-" + sku);
        var (backup, history) = (await CopyHubAsync(sku), await HistoryAsync());
        var sold = till.Sell((sku, 2));
        var twin = await CopyAsync(till, "twin-of-" + sku);
        await hub.SettleAsync(till);
        Assert.Equal("", await BranchAsync(sold));
        await SetBackAsync(backup);
        other.Sell((sku, 3));
        await hub.SettleAsync(other);
        await hub.SettleAsync(twin);
        await TradeOnAsync(twin, sku);
        Assert.NotEqual("", await BranchAsync(sold));

        await hub.SettleAsync(till);

        Assert.Equal(history, await HistoryAsync());
        Assert.Equal(3 + TradedOn, (await hub.OrdersAsync(till)).Count);
        Assert.Equal((100 - 1 - 2 - 3 - TradedOn) * 1_000, await hub.OnHandAsync(sku));
        await hub.SettleAsync(twin, other);
        foreach (var device in (Till[])[till, twin, other]) await AssertSameAsync(device, sku);
    }

    /// <summary>A terminal that sold one of a hundred, and everybody knows.</summary>
    private async Task<(string Sku, Till Till)> OpenTradedAsync()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        await hub.SettleAsync(till);
        return (sku, till);
    }

    private async Task<Till> CopyAsync(Till till, string name)
    {
        var copy = "";
        await till.ReopenAsync(folder => copy = FolderCopy.Of(folder, name));
        return hub.OpenCopy(copy);
    }

    private async Task<string> CopyHubAsync(string name)
    {
        await hub.StopAsync();
        var copy = FolderCopy.Of(hub.DataFolder, "hub-before-" + name);
        await hub.StartAsync();
        return copy;
    }

    /// <summary>With everything that stands beside the database, so that the hub itself can't see it.</summary>
    private async Task SetBackAsync(string copy)
    {
        await hub.StopAsync();
        FolderCopy.Restore(copy, hub.DataFolder);
        await hub.StartAsync();
    }

    /// <summary>Until every stream is longer than anybody saw it before the hub was set back.</summary>
    private async Task TradeOnAsync(Till till, string sku)
    {
        for (var sale = 0; sale < TradedOn; sale++) till.Sell(sku);
        await hub.SettleAsync(till);
        await hub.StockAsync(new Goods(hub.NewSku(), 2m, 10), new Goods(hub.NewSku(), 3m, 10));
        await hub.SettleAsync(till);
    }

    private async Task AssertSameAsync(Till till, string sku)
    {
        Assert.Equal(await hub.OnHandAsync(sku), till.Available(sku));
        Assert.Empty(till.Engine.Verify().Violations);
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
    }

    /// <summary>The line on which the hub has the sale.</summary>
    private async Task<string> BranchAsync(CompletedOrder sold)
    {
        var facts = await hub.QueryAsync(data => data.Facts.Where(fact => fact.Epoch == sold.Epoch.Value && fact.Sequence == sold.Sequence.Value));
        return Assert.Single(facts, fact => Sha256Digest.FromBytes(fact.ChainHash) == sold.ChainHash).Branch;
    }

    private async Task<string?> HistoryAsync()
    {
        await using var snapshot = await hub.Services.GetRequiredService<HubDatabase>().OpenSnapshotAsync(Cancellation);
        return await HubEpoch.CurrentAsync(snapshot, Cancellation);
    }
}
