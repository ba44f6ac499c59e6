using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G4: one queue has one writer, and two uploads of one batch make one order.</summary>
[Trait("guarantee", "G4")]
public sealed class OneQueueTests(HubStage hub) : IClassFixture<HubStage>
{
    private const int Copies = 8;

    [Fact]
    public async Task Eight_copies_of_one_upload_at_the_same_moment_give_one_order()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 2.60m, 10));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        var answers = new List<SyncAnswer>();
        using var client = new HttpClient();
        till.Line.Rule = async (request, send, cancellation) =>
        {
            if (await SentSync.ReadAsync(request, cancellation) is { Facts.Count: > 0 } sent)
            {
                var copies = await Task.WhenAll(Enumerable.Range(0, Copies).Select(_ => SendAsync(client, sent, cancellation)));
                answers.AddRange(copies);
            }

            return await send();
        };

        await hub.SettleAsync(till);

        Assert.Equal(Copies, answers.Count);
        Assert.All(answers, answer => Assert.Equal(UploadOutcome.Accepted, answer.Upload!.Outcome));
        Assert.Single(await hub.OrdersAsync(till));
        Assert.Equal(9_000, await hub.OnHandAsync(sku));
    }

    [Fact]
    public async Task A_second_process_cannot_open_a_journal_that_is_open()
    {
        var till = await hub.OpenTillAsync();

        var refusal = Assert.Throws<JournalLockedException>(() => TerminalEngine.Open(till.Folder));

        Assert.Contains(till.Folder, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<SyncAnswer> SendAsync(HttpClient client, SentSync sent, CancellationToken cancellation)
    {
        using var message = sent.ToMessage();
        using var response = await client.SendAsync(message, cancellation);
        return await SentSync.AnswerAsync(response, cancellation);
    }
}
