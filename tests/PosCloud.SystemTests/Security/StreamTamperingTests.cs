using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Security;

/// <summary>
/// Somebody between hub and terminal changes what the hub says. The terminal never shows it, sells and keeps its own facts,
/// and once the line is honest again everything is as the hub has it.
/// </summary>
public sealed class StreamTamperingTests(HubStage hub) : IClassFixture<HubStage>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tricks =>
    [
        "another price in a row", "another price and another number", "a row is left out", "a row of before comes again", "rows in another order", "a row is there twice",
        "a row is deleted", "a head with another checksum", "a head with another count", "a cursor from nowhere", "another history", "rows under another stream's name",
    ];

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task A_changed_page_is_never_shown_and_what_was_sold_meanwhile_is_kept(string trick)
    {
        var (first, second) = (hub.NewSku(), hub.NewSku());
        await hub.StockAsync(new Goods(first, 1m, 10), new Goods(second, 1m, 10));
        var till = await hub.OpenTillAsync();
        var line = new MiddleMan(till);
        line.Change(answer => Play(trick, answer));
        foreach (var sku in (string[])[first, second]) (await hub.VerbAsync("price", ("sku", sku), ("unit-price", "2.50"))).Expect(0);

        till.Sell(first);
        for (var tries = 0; tries < 3; tries++)
        {
            await till.TrySyncAsync();
            Assert.Contains(PriceOf(till, first), (long?[])[100, 250]);
            Assert.Contains(PriceOf(till, second), (long?[])[100, 250]);
            Assert.Equal(9_000, till.Available(first));
        }

        Assert.True(line.Changed > 0, "Nothing was changed on the line.");
        till.Sell(first);
        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal((250, 250), (PriceOf(till, first), PriceOf(till, second)));
        Assert.Equal((8_000, 2), (await hub.OnHandAsync(first), (await hub.OrdersAsync(till)).Count));
        Assert.Empty(till.Engine.Verify().Violations);
    }

    [Fact]
    public async Task An_older_state_of_the_hub_is_not_taken_for_its_state_of_now()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        var line = new MiddleMan(till);
        line.Change(_ => null);
        (await hub.VerbAsync("price", ("sku", sku), ("unit-price", "2.50"))).Expect(0);
        await till.SyncAsync();
        var old = line.Seen[^1];
        (await hub.VerbAsync("price", ("sku", sku), ("unit-price", "3.10"))).Expect(0);
        await till.SyncAsync();
        Assert.Equal(310, PriceOf(till, sku));

        line.Change(answer => answer with { State = old.State });
        till.Sell(sku);
        for (var tries = 0; tries < 3; tries++)
        {
            await till.TrySyncAsync();
            Assert.Equal(310, PriceOf(till, sku));
            Assert.Equal(9_000, till.Available(sku));
        }

        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal(310, PriceOf(till, sku));
        Assert.Empty(till.Engine.Verify().Violations);
    }

    [Fact]
    public async Task Another_stores_state_is_never_shown()
    {
        var (mine, theirs) = (hub.NewSku(), hub.NewSku());
        await hub.StockAsync("S1", new Goods(mine, 1m, 10));
        await hub.StockAsync("S2", new Goods(theirs, 9m, 77));
        var till = await hub.OpenTillAsync("S1");
        var other = await hub.OpenTillAsync("S2");
        var there = new MiddleMan(other);
        there.Change(_ => null);
        await hub.StockAsync("S2", new Goods(theirs, 8m, 76));
        await other.SyncAsync();
        var stolen = there.Seen[^1];
        var line = new MiddleMan(till);
        line.Change(answer => answer with { State = stolen.State });

        till.Sell(mine);
        for (var tries = 0; tries < 3; tries++)
        {
            await till.TrySyncAsync();
            Assert.DoesNotContain(till.Engine.Catalogue.Stock(Sku.Parse(theirs)).Available.Thousandths, (long[])[76_000, 77_000]);
            Assert.Equal(9_000, till.Available(mine));
        }

        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Single(await hub.OrdersAsync(till));
        Assert.Empty(till.Engine.Verify().Violations);
    }

    [Theory]
    [InlineData("more than was sent")]
    [InlineData("another chain")]
    [InlineData("a branch of nobody")]
    public async Task An_acknowledgement_that_the_hub_did_not_give_loses_no_sale(string trick)
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        var sold = 0;
        till.Line.Rule = async (request, send, cancellation) =>
        {
            // The hub never hears of it; the terminal is told that it did.
            if (await SentSync.ReadAsync(request, cancellation) is not { Request.Upload: { } upload } sent) return await send();
            sold++;
            var last = new JournalSequence(upload.First.Value + upload.Count - 1);
            var chain = sent.Facts[^1].ChainHash;
            var answer = trick switch
            {
                "more than was sent" => new UploadAnswer(UploadOutcome.Accepted, upload.Epoch, "", new JournalSequence(last.Value + 5), chain, null, []),
                "another chain" => new UploadAnswer(UploadOutcome.Accepted, upload.Epoch, "", last, Domain.Facts.Sha256Digest.Of([1]), null, []),
                _ => new UploadAnswer(UploadOutcome.Accepted, upload.Epoch, Domain.Facts.Sha256Digest.Of([2]).ToString(), last, Domain.Facts.Sha256Digest.Of([2]), null, []),
            };
            var told = new SyncAnswer(sent.Request.HubEpoch ?? "x", hub.Clock.GetUtcNow(), StoreId.Parse("S1"), false, answer, null, null, null);
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(told, Protocol.ProtocolJson.Wire.SyncAnswer)) { Headers = { { "Content-Type", "application/json" } } },
            };
        };

        till.Sell(sku);
        for (var tries = 0; tries < 3; tries++) await till.TrySyncAsync();
        till.Line.Join();
        await Waiting.UntilAsync("the sale is on the hub", async () =>
        {
            await till.TrySyncAsync();
            return (await hub.OrdersAsync(till)).Count == 1;
        }, Limit, Cancellation);

        Assert.True(sold > 0);
        await hub.SettleAsync(till);
        Assert.Equal(9_000, await hub.OnHandAsync(sku));
    }

    private static long? PriceOf(Till till, string sku) => till.Engine.Catalogue.Find(sku)?.Price?.MinorUnits;

    private static SyncAnswer? Play(string trick, SyncAnswer answer) => trick switch
    {
        "another price in a row" => MiddleMan.WithRows(answer, "price", rows => [.. rows.Select(Cheaper)]),
        "another price and another number" => MiddleMan.WithRows(answer, "price", rows => [.. rows.Select(row => Cheaper(row) with { Sequence = row.Sequence + 1 })]),
        "a row is left out" => MiddleMan.WithRows(answer, "price", rows => [.. rows.Skip(1)]),
        "a row of before comes again" => MiddleMan.WithRows(answer, "price", rows => [.. rows, Cheaper(rows[0])]),
        "rows in another order" => MiddleMan.WithRows(answer, "price", rows => [.. rows.Select((row, at) => row with { Sequence = rows[^(at + 1)].Sequence })]),
        "a row is there twice" => MiddleMan.WithRows(answer, "price", rows => [.. rows, rows[0] with { Sequence = rows[^1].Sequence }]),
        "a row is deleted" => MiddleMan.WithRows(answer, "price", rows => [.. rows.Select(row => new RowChange(row.Sequence, """["NO","SUCH"]""", null))]),
        "a head with another checksum" => WithHeads(answer, head => head with { Checksum = head.Checksum ^ 1 }),
        "a head with another count" => WithHeads(answer, head => head with { RowCount = head.RowCount + 1 }),
        "a cursor from nowhere" => WithHeads(answer, head => head with { Sequence = head.Sequence + 1_000 }),
        "another history" => answer.State is { Rows.Count: > 0 } ? answer with { HubEpoch = answer.HubEpoch + "X" } : null,
        "rows under another stream's name" => answer.State is { Rows.Count: > 0 } state
            ? answer with { State = state with { Rows = [.. state.Rows.Select(rows => rows with { Stream = rows.Stream == "catalogue" ? "store:S1" : "catalogue" })] } }
            : null,
        _ => throw new ArgumentOutOfRangeException(nameof(trick)),
    };

    private static RowChange Cheaper(RowChange row) => row.Row is { } json ? row with { Row = new RawJson(json.Text.Replace("250", "1", StringComparison.Ordinal)) } : row;

    private static SyncAnswer? WithHeads(SyncAnswer answer, Func<StreamHead, StreamHead> change) =>
        answer.State is { Heads.Count: > 0 } state ? answer with { State = state with { Heads = [.. state.Heads.Select(change)] } } : null;
}
