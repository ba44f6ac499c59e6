using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Connectivity;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Credits;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Sale;
using PosCloud.Terminal.Shell;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Credits;

/// <summary>
/// Customers' cards, vouchers and points on the screen. Balances are asked for beside the sale: nothing waits for them, and
/// without an answer the screen says what that means.
/// </summary>
public sealed class CreditActions(TerminalEngine engine, ScreenState screen, ConnectionState connection) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Takes a card for the open sale, then asks what is on it.</summary>
    public async Task ChooseAsync(CustomerCard card)
    {
        if (Refused(engine.Register.SetCustomer(card))) return;
        screen.Close();
        await LookAsync(token => engine.Credits.LookAsync(card.Customer, token));
    }

    public void TakeOff()
    {
        if (!Refused(engine.Register.SetCustomer(null))) screen.Close();
    }

    /// <summary>Adds a voucher to the sale.</summary>
    public void Sell(VoucherCode voucher, Money amount)
    {
        if (!Refused(engine.Register.SellVoucher(voucher, amount))) screen.Sell();
    }

    /// <summary>Asks what is on a voucher whose code was entered; what isn't one yet is left alone.</summary>
    public async Task LookAsync(string code)
    {
        if (!VoucherCode.TryParse(code, out var voucher)) return;
        await LookAsync(token => engine.Credits.LookAsync(voucher, token));
        if (screen.Payment is { IsRefund: false } payment && VoucherRoom.Of(engine, voucher) is { Left: > 0 } known && known.Left < payment.Entered.MinorUnits) payment.Entry.Offer(known.Left);
    }

    /// <summary>Pays with as many points as there are and the sale takes; 0 takes them off again.</summary>
    public void Use(long points)
    {
        if (engine.Register.UsePoints(points) is CartOutcome.Refused refused) screen.Refuse(RefusalWords.Of(refused.Reason));
        else if (screen.Payment is { } payment)
        {
            payment.Update(engine.Register.Cart);
            screen.Pay(payment);
        }
    }

    public string? VoucherNote(string code, StoreFormats formats) => VoucherCode.TryParse(code, out var voucher)
        ? CreditWords.OfVoucher(VoucherRoom.Of(engine, voucher), connection.IsOnline, engine.Profile.Currency, formats)
        : null;

    /// <summary>The customer's points on the payment step; null where they don't pay.</summary>
    public PointsOffer? Points(Cart cart, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(cart);
        if (cart.Customer is not { } card || cart.IsRefund || engine.Profile.PointMinorUnits == 0) return null;
        var known = engine.Credits.Known(card.Customer);
        var most = cart.UsedPoints is null && cart.Tenders.Count == 0 ? Math.Min(known?.Left ?? 0, engine.Register.MostPoints) : 0;
        // Where there is nothing to offer, the line above the goods has said so.
        if (most <= 0 && cart.UsedPoints is null && known is not null) return null;
        return new PointsOffer(
            card, Math.Max(0, most), new Money(Math.Max(0, most) * engine.Profile.PointMinorUnits, cart.Rules.Currency), cart.UsedPoints,
            CreditWords.OfPoints(known, connection.IsOnline, formats));
    }

    /// <summary>What is known of the customer of the open sale, for its line above the goods.</summary>
    public string CustomerLine(Cart cart, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(cart);
        return CreditWords.OfPoints(cart.Customer is { } card ? engine.Credits.Known(card.Customer) : null, connection.IsOnline, formats);
    }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private async Task LookAsync(Func<CancellationToken, Task<CreditLook>> look)
    {
        try
        {
            await look(_closed.Token);
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed meanwhile.
        }
    }

    private bool Refused(CartOutcome outcome)
    {
        if (outcome is not CartOutcome.Refused refused) return false;
        screen.Say(RefusalWords.Of(refused.Reason));
        return true;
    }
}
