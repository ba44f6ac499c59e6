using System.Text.Json;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G3: the hub commits, its reply never arrives, the terminal sends again.</summary>
[Trait("guarantee", "G3")]
public sealed class LostReplyTests(HubStage hub) : IClassFixture<HubStage>
{
    private const int Losses = 20;

    [Fact]
    public async Task Twenty_lost_replies_and_restarts_between_leave_one_order_and_the_same_answer_each_time()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 2.60m, 10));
        var till = await hub.OpenTillAsync();
        var answers = new List<string>();
        LoseReplies(till, answers);
        var sold = till.Sell((sku, 3));

        for (var loss = 1; loss <= Losses; loss++)
        {
            Assert.NotNull((await till.TrySyncAsync()).Error);
            if (loss % 5 == 0) await till.ReopenAsync();
        }

        Assert.Equal(Losses, answers.Count);
        Assert.Single(answers.Distinct());
        Assert.NotEqual(0, till.Engine.Sync.Pending.Facts);
        till.Line.Join();
        await hub.SettleAsync(till);
        var order = Assert.Single(await hub.OrdersAsync(till));
        Assert.Equal(sold.ReceiptNumber.Value, order.ReceiptNumber);
        Assert.Single(await hub.QueryAsync(data => data.Payments.Where(payment => payment.Entry == order.Entry)));
        Assert.Equal(-3_000, Assert.Single(await hub.MovementsAsync(sku), movement => movement.ReceiptNumber is not null).Quantity);
        Assert.Equal(7_000, await hub.OnHandAsync(sku));
    }

    private static void LoseReplies(Till till, List<string> answers) => till.Line.Rule = async (_, send, cancellation) =>
    {
        using var response = await send();
        var answer = await SentSync.AnswerAsync(response, cancellation);
        answers.Add(JsonSerializer.Serialize(answer.Upload, ProtocolJson.Wire.UploadAnswer));
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.");
    };
}
