using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Payments;

/// <summary>What is being entered on the payment step: how, how much, and what that means for change and rest.</summary>
public sealed class PaymentState
{
    private Cart _cart;

    public PaymentState(Cart cart, Tender tender)
    {
        _cart = cart;
        Choose(tender);
    }

    /// <summary>Amount being typed, in minor units.</summary>
    public KeypadEntry Entry { get; } = new(maxDigits: 9);

    /// <summary>Cash, card or voucher.</summary>
    public Tender Tender { get; private set; }

    /// <summary>Slip number of the external card terminal, or the voucher's code.</summary>
    public string Reference { get; set; } = "";

    /// <summary>The customer gets money back, so the amount is fixed and nothing is typed.</summary>
    public bool IsRefund => _cart.IsRefund;

    /// <summary>What this tender would have to cover, as a positive amount.</summary>
    public Money Due => Tender == Tender.Cash ? _cart.Plan.LeftInCash : _cart.Plan.Left;

    /// <summary>What was typed or offered.</summary>
    public Money Entered => new(Entry.Value, _cart.Rules.Currency);

    /// <summary>Back to the customer; only cash gives change.</summary>
    public Money Change => Tender == Tender.Cash && !IsRefund && Entered > Due ? Entered - Due : Money.Zero(Due.Currency);

    /// <summary>Still open after this payment.</summary>
    public Money Rest => Entered < Due ? Due - Entered : Money.Zero(Due.Currency);

    /// <summary>This payment completes the sale.</summary>
    public bool Completes => Rest.IsZero;

    /// <summary>Something was entered, and a card isn't asked for more than is due.</summary>
    public bool CanTake => Due.IsZero || (Entered.MinorUnits > 0 && (Tender == Tender.Cash || Entered <= Due) && (!IsRefund || Entered == Due));

    /// <summary>Sums the customer is likely to hand over.</summary>
    public IReadOnlyList<Money> Offers => Tender == Tender.Cash && !IsRefund ? QuickCash.For(Due) : [];

    /// <summary>Takes another tender and offers the exact amount.</summary>
    public void Choose(Tender tender)
    {
        if (tender != Tender) Reference = "";
        Tender = tender;
        Entry.Offer(Due.MinorUnits);
    }

    /// <summary>The sale changed: a tender was taken or removed, a line changed.</summary>
    public void Update(Cart cart)
    {
        ArgumentNullException.ThrowIfNull(cart);
        var changed = cart.Plan.Left != _cart.Plan.Left || cart.Plan.LeftInCash != _cart.Plan.LeftInCash;
        _cart = cart;
        if (changed)
        {
            Entry.Offer(Due.MinorUnits);
        }
    }
}
