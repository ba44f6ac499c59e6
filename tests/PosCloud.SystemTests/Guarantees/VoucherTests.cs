using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>Vouchers and points through real terminals: what each took offline stands, and counts once.</summary>
public sealed class VoucherTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_voucher_paid_with_on_two_terminals_offline_keeps_both_orders_and_a_person_is_told_once()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 12m, 5));
        var (first, second) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        var code = VoucherCode.Parse("TWICE-2026");
        Assert.IsType<CartOutcome.Done>(first.Engine.Register.SellVoucher(code, new(1_200, first.Engine.Profile.Currency)));
        first.Pay();
        await hub.SettleAsync(first, second);
        first.Line.Cut();
        second.Line.Cut();

        var one = PayByVoucher(first, sku, code);
        var two = PayByVoucher(second, sku, code);
        first.Line.Join();
        second.Line.Join();
        await hub.SettleAsync(first, second);

        var told = Assert.Single(
            (await hub.VerbAsync("exceptions")).List("exceptions"), row => row.GetProperty("kind").GetString() == "voucher-overdrawn").GetRawText();
        Assert.Contains(one.ReceiptNumber.Value, told, StringComparison.Ordinal);
        Assert.Contains(two.ReceiptNumber.Value, told, StringComparison.Ordinal);
        Assert.DoesNotContain(code.Value, told, StringComparison.Ordinal);
        var credit = Assert.Single((await hub.VerbAsync("credit", ("voucher", "twice2026"))).List("credits"));
        Assert.Equal((1_200, 2_400, -1_200), (Number(credit, "issued"), Number(credit, "redeemed"), Number(credit, "left")));
        Assert.Equal(3_000, await hub.OnHandAsync(sku));
        (await hub.VerbAsync("verify")).Expect(0);
    }

    /// <summary>G27: the reply is lost again and again and the terminal restarts; its points count once.</summary>
    [Fact]
    [Trait("guarantee", "G27")]
    public async Task Points_of_a_sale_whose_reply_is_lost_again_and_again_count_once()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 12m, 5));
        var till = await hub.OpenTillAsync();
        var customer = CustomerId.New(hub.Clock);
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.Add(sku));
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.SetCustomer(customer, new OrderPoints(9, 7)));
        var sold = till.Pay();
        Assert.Equal(new OrderPoints(9, 7), sold.Body.Points);
        till.Line.Rule = async (_, send, _) =>
        {
            (await send()).Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.");
        };

        for (var loss = 0; loss < 6; loss++)
        {
            Assert.NotNull((await till.TrySyncAsync()).Error);
            if (loss == 3) await till.ReopenAsync();
        }

        till.Line.Join();
        await hub.SettleAsync(till);
        var credit = Assert.Single((await hub.VerbAsync("credit", ("customer", customer.ToString()))).List("credits"));
        Assert.Equal((9, 7), (Number(credit, "issued"), Number(credit, "redeemed")));
        Assert.Equal(2, credit.GetProperty("movements").GetArrayLength());
        Assert.All(credit.GetProperty("movements").EnumerateArray(), m => Assert.Equal(sold.ReceiptNumber.Value, m.GetProperty("receiptNumber").GetString()));
        Assert.DoesNotContain((await hub.VerbAsync("exceptions")).List("exceptions"), row => row.GetProperty("kind").GetString() == "points-overdrawn");
        (await hub.VerbAsync("verify")).Expect(0);
    }

    private static CompletedOrder PayByVoucher(Till till, string sku, VoucherCode code)
    {
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.Add(sku));
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.AddVoucher(code, till.Engine.Register.Cart.Plan.Left));
        return till.Pay();
    }

    private static long Number(System.Text.Json.JsonElement row, string name) => row.GetProperty(name).GetInt64();
}
