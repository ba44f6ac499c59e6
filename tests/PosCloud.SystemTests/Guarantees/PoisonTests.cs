using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G7: one sale that the hub can't take doesn't hold up the others.</summary>
[Trait("guarantee", "G7")]
public sealed class PoisonTests(HubStage hub) : IClassFixture<HubStage>
{
    private const int Sales = 1_000;
    private const int Poisoned = 417;

    [Fact]
    public async Task One_bad_sale_among_a_thousand_goes_to_quarantine_and_the_others_are_applied()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 2_000));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();
        var sold = Enumerable.Range(0, Sales).Select(_ => till.Sell(sku)).ToList();
        var bad = sold[Poisoned];
        Damage(till, bad.Sequence.Value);
        var requestsBefore = till.Line.Requests;

        await till.SyncAsync();

        // The whole queue in as few requests as without the bad one: three batches of at most 500 facts.
        Assert.InRange(till.Line.Requests - requestsBefore, 1, 4);
        await hub.SettleAsync(till);
        Assert.Equal(Sales - 1, (await hub.OrdersAsync(till)).Count);
        Assert.Equal((2_000 - Sales + 1) * 1_000, await hub.OnHandAsync(sku));
        var shown = Assert.Single(till.Engine.Sync.Status.Quarantined);
        Assert.Equal(bad.ReceiptNumber, shown.ReceiptNumber);
        Assert.NotEmpty(shown.Message);
        var held = Assert.Single((await hub.VerbAsync("quarantine list")).List("facts"), fact => fact.GetProperty("terminal").GetString() == till.Name);
        Assert.Equal(("DAMAGED", bad.Sequence.Value), (held.GetProperty("code").GetString(), held.GetProperty("sequence").GetInt64()));
        Assert.NotEmpty(held.GetProperty("remedy").GetString()!);
        // The terminal's own stock still counts the sale that happened.
        Assert.Equal((2_000 - Sales) * 1_000, till.Available(sku));
    }

    [Fact]
    public async Task A_sale_that_was_damaged_on_the_way_is_applied_once_its_bytes_arrive_whole()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        var sold = till.Sell(sku);
        Damage(till, sold.Sequence.Value, loseReply: true);
        Assert.NotNull((await till.TrySyncAsync()).Error);
        Assert.Single(await hub.QuarantineAsync(till));

        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Single(await hub.OrdersAsync(till));
        Assert.Equal(9_000, await hub.OnHandAsync(sku));
        Assert.Empty(till.Engine.Sync.Status.Quarantined);
    }

    [Fact]
    public async Task A_terminal_sends_a_sale_again_that_it_has_whole_and_the_hub_has_damaged()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        var sold = till.Sell(sku);
        till.Sell(sku);
        Damage(till, sold.Sequence.Value);
        await till.SyncAsync();
        Assert.Single(till.Engine.Sync.Status.Quarantined);

        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Equal(2, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(8_000, await hub.OnHandAsync(sku));
        Assert.Empty(till.Engine.Sync.Status.Quarantined);
    }

    [Fact]
    public async Task Everything_that_was_damaged_on_the_way_goes_again_in_the_same_sync()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        var sold = Enumerable.Range(0, 4).Select(_ => till.Sell(sku).Sequence.Value).ToList();
        Damage(till, [sold[0], sold[2], sold[3]], loseReply: false);
        var damage = till.Line.Rule!;
        till.Line.Rule = (request, send, cancellation) =>
        {
            till.Line.Join();
            return damage(request, send, cancellation);
        };

        await till.SyncAsync();

        Assert.Empty(till.Engine.Sync.Status.Quarantined);
        await hub.SettleAsync(till);
        Assert.Equal(4, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(6_000, await hub.OnHandAsync(sku));
    }

    [Fact]
    public async Task A_sale_made_while_a_damaged_one_goes_again_follows_it_in_the_same_sync()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        Damage(till, till.Sell(sku).Sequence.Value);
        await till.SyncAsync();
        Assert.Single(till.Engine.Sync.Status.Quarantined);
        till.Line.Rule = async (_, send, _) =>
        {
            till.Line.Join();
            till.Sell((sku, 2));
            return await send();
        };

        var report = await till.TrySyncAsync();

        Assert.Null(report.Error);
        Assert.Equal(0, till.Engine.Sync.Pending.Facts);
        Assert.Empty(till.Engine.Sync.Status.Quarantined);
        await hub.SettleAsync(till);
        Assert.Equal(2, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(7_000, await hub.OnHandAsync(sku));
    }

    [Fact]
    public async Task What_the_hub_says_of_another_device_with_the_same_identity_doesnt_settle_a_damaged_sale()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        await hub.SettleAsync(till);
        var copy = "";
        await till.ReopenAsync(folder => copy = FolderCopy.Of(folder, "copied-" + sku));
        var clone = hub.OpenCopy(copy);
        for (var sale = 0; sale < 3; sale++) till.Sell(sku);
        await hub.SettleAsync(till);
        var sold = clone.Sell(sku);
        Damage(clone, sold.Sequence.Value);
        await clone.SyncAsync();
        Assert.Single(clone.Engine.Sync.Status.Quarantined);

        clone.Line.Join();
        await hub.SettleAsync(clone);

        Assert.Equal(4, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(6_000, await hub.OnHandAsync(sku));
    }

    /// <summary>Flips a byte of that fact on its way to the hub.</summary>
    private static void Damage(Till till, long sequence, bool loseReply = false) => Damage(till, [sequence], loseReply);

    private static void Damage(Till till, IReadOnlyList<long> sequences, bool loseReply) => till.Line.Rule = async (request, send, cancellation) =>
    {
        if (await SentSync.ReadAsync(request, cancellation) is { Request.Upload: { } upload } sent
            && sequences.Where(sequence => upload.First.Value <= sequence && sequence < upload.First.Value + upload.Count).ToList() is { Count: > 0 } here)
        {
            var facts = sent.Facts.ToArray();
            foreach (var at in here.Select(sequence => (int)(sequence - upload.First.Value)))
            {
                var bytes = facts[at].Content.ToArray();
                bytes[^5] ^= 1;
                facts[at] = new FactFrame(bytes, facts[at].ContentHash, facts[at].ChainHash);
            }

            request.Content = (sent with { Facts = facts }).ToContent();
        }

        var answer = await send();
        return loseReply ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.") : answer;
    };
}
