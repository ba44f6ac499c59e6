using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Credits;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>What a terminal shows of vouchers and points: what the hub says, with its time, and its own sales since.</summary>
public sealed class CreditLookTests(HubStage hub) : IClassFixture<HubStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_balance_is_what_the_hub_has_and_this_terminals_sales_that_are_still_to_be_sent()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 4m, 9));
        var (seller, payer) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        var voucher = VoucherCode.Parse("LOOK-2026");

        Assert.Equal((0L, false), Shown(await payer.Engine.Credits.LookAsync(voucher, Cancellation)));
        seller.Engine.Register.SellVoucher(voucher, new Money(1_000, seller.Engine.Profile.Currency));
        seller.Pay();
        await hub.SettleAsync(seller);
        Assert.Equal((1_000L, true), Shown(await payer.Engine.Credits.LookAsync(voucher, Cancellation)));

        payer.Line.Cut();
        payer.Engine.Register.Add(sku);
        Assert.IsType<CartOutcome.Done>(payer.Engine.Register.AddVoucher(voucher, new Money(400, payer.Engine.Profile.Currency)));
        Assert.IsType<CompletionOutcome.Completed>(payer.Engine.Register.Complete());
        Assert.Equal(600, payer.Engine.Credits.Known(voucher)!.Left);
        var offline = await payer.Engine.Credits.LookAsync(voucher, Cancellation);
        Assert.Equal(600, offline.Balance!.Left);
        Assert.NotNull(offline.Problem);

        // The hub doesn't have that sale yet, and the terminal knows of it.
        payer.Line.Join();
        Assert.Equal((600L, true), Shown(await payer.Engine.Credits.LookAsync(voucher, Cancellation)));
        await hub.SettleAsync(payer);
        Assert.Equal((600L, true), Shown(await payer.Engine.Credits.LookAsync(voucher, Cancellation)));
        Assert.Equal((600L, true), Shown(await seller.Engine.Credits.LookAsync(voucher, Cancellation)));
    }

    [Fact]
    public async Task A_terminal_that_guesses_codes_is_told_to_wait_and_sells_on()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 4m, 9));
        var till = await hub.OpenTillAsync();

        var looks = new List<CreditLook>();
        for (var guess = 0; guess <= 2 * ProtocolLimits.MaxCreditLooksPerMinute; guess++)
            looks.Add(await till.Engine.Credits.LookAsync(VoucherCode.Parse($"GUESS{guess:D4}"), Cancellation));

        Assert.Contains(looks, look => look.Problem is not null);
        Assert.All(looks.Take(ProtocolLimits.MaxCreditLooksPerMinute), look => Assert.Null(look.Problem));
        till.Sell(sku);
        await hub.SettleAsync(till);
    }

    private static (long, bool) Shown(CreditLook look)
    {
        Assert.Null(look.Problem);
        return (look.Balance!.Left, look.Balance.IsNamed);
    }
}
