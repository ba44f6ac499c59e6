using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Credits;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Sale;
using PosCloud.Terminal.Shell;

namespace PosCloud.Terminal.Payments;

/// <summary>From the pay button to the receipt. Every tender is in the journal before the next screen.</summary>
public sealed class PaymentActions(TerminalEngine engine, ScreenState screen)
{
    private int _taking;

    /// <summary>A payment is being written; a second tap does nothing.</summary>
    public bool Busy => Volatile.Read(ref _taking) == 1;

    /// <summary>To the payment step; a second time it changes the tender, and with the same tender takes the payment.</summary>
    public void Begin(Tender tender)
    {
        var cart = engine.Register.Cart;
        if (cart.IsEmpty || screen.Panel is not null || screen.Step == Step.Paid)
        {
            return;
        }

        if (screen.Payment is not { } payment)
        {
            screen.Pay(new PaymentState(cart, tender));
        }
        else if (payment.Tender == tender)
        {
            Take();
        }
        else
        {
            payment.Choose(tender);
            screen.Pay(payment);
        }
    }

    /// <summary>Takes what was entered, and completes the sale when nothing is left to pay.</summary>
    public void Take()
    {
        if (screen.Payment is not { CanTake: true } payment || Interlocked.Exchange(ref _taking, 1) == 1)
        {
            return;
        }

        try
        {
            var sale = engine.Register.Cart.Order;
            if (!payment.Due.IsZero && Problem(payment) is { } problem)
            {
                screen.Refuse(problem);
                return;
            }

            payment.Reference = "";
            Finish(payment, sale);
        }
        catch (DiskFullException)
        {
            // Nothing was saved by this tap; what was taken before it is still there.
            screen.Refuse(RefusalWords.Of(CartRefusal.DiskFull));
        }
        catch (JournalDamagedException)
        {
            screen.Refuse(RefusalWords.Of(CartRefusal.JournalDamaged));
        }
        finally
        {
            Volatile.Write(ref _taking, 0);
        }
    }

    public void Remove(CartTender tender)
    {
        ArgumentNullException.ThrowIfNull(tender);
        if (engine.Register.RemoveTender(tender.Key) is CartOutcome.Refused refused)
        {
            screen.Refuse(RefusalWords.Of(refused.Reason));
        }
        else if (screen.Payment is { } payment)
        {
            payment.Update(engine.Register.Cart);
            screen.Pay(payment);
        }
    }

    /// <summary>A receipt for the printer: the original once, then copies that say so.</summary>
    public void Print(ReceiptNumber number)
    {
        try
        {
            if (engine.Receipts.Print(number, engine.Register.Cashier) is { } document) screen.Print(document);
            else screen.Say(RefusalWords.Of(CartRefusal.NoSuchReceipt));
        }
        catch (DiskFullException)
        {
            // What can't be noted isn't printed: the next one would be an original again.
            screen.Say(RefusalWords.Of(CartRefusal.DiskFull));
        }
        catch (JournalDamagedException)
        {
            screen.Say(RefusalWords.Of(CartRefusal.JournalDamaged));
        }
    }

    private string? Problem(PaymentState payment)
    {
        var reference = payment.Tender == Tender.Card && !string.IsNullOrWhiteSpace(payment.Reference) ? payment.Reference.Trim() : null;
        if (payment.Tender != Tender.Voucher) return Words(engine.Register.AddTender(payment.Tender, payment.Entered, reference));
        if (!VoucherCode.TryParse(payment.Reference, out var voucher)) return RefusalWords.Of(CartRefusal.Voucher);
        return (payment.IsRefund ? null : VoucherRoom.Problem(engine, voucher, payment.Entered)) ?? Words(engine.Register.AddVoucher(voucher, payment.Entered));
    }

    private static string? Words(CartOutcome outcome) => outcome is CartOutcome.Refused refused ? RefusalWords.Of(refused.Reason) : null;

    private void Finish(PaymentState payment, OrderId sale)
    {
        var cart = engine.Register.Cart;
        payment.Update(cart);
        if (!cart.CanComplete)
        {
            screen.Pay(payment);
            return;
        }

        switch (engine.Register.Complete(sale))
        {
            case CompletionOutcome.Completed completed:
                screen.Paid(engine.Receipts.Show(completed.Order.ReceiptNumber)
                    ?? throw new InvalidOperationException($"Receipt {completed.Order.ReceiptNumber} was completed but can't be shown."));
                break;
            case CompletionOutcome.NotPaid:
                screen.Pay(payment);
                break;
            case CompletionOutcome.Refused refused:
                screen.Refuse(RefusalWords.Of(refused.Reason));
                break;
            default:
                throw new InvalidOperationException("Completing a sale had an unknown outcome.");
        }
    }
}
