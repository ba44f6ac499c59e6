using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>
/// The open sale: every change is a pure rule and is in the journal before this class answers. Safe to call from any
/// thread; nothing here touches the network.
/// </summary>
public sealed class SalesRegister
{
    private readonly TerminalJournal _journal;
    private readonly LocalCatalogue _catalogue;
    private readonly OrderCompletion _completion;
    private readonly SoldOrders _sold;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private CartContent _cart;

    internal SalesRegister(TerminalJournal journal, LocalCatalogue catalogue, SoldOrders sold, TimeProvider clock)
    {
        (_journal, _catalogue, _sold, _clock) = (journal, catalogue, sold, clock);
        _completion = new OrderCompletion(journal, sold, clock);
        _cart = journal.Write(CartStore.Load) ?? CartContent.Empty(OrderId.New(clock));
    }

    /// <summary>The open sale changed; raised on the thread that changed it.</summary>
    public event Action? Changed;

    /// <summary>An order was completed; raised after it's on the disk.</summary>
    public event Action<CompletedOrder>? OrderCompleted;

    /// <summary>The open sale as it is now.</summary>
    public Cart Cart
    {
        get
        {
            lock (_gate) return Cart.Of(_cart, Rules, _journal.Profile.PointsPerUnit);
        }
    }

    /// <summary>Name of who sells, recorded in each order; null when nobody signed in. Kept over restarts.</summary>
    public string? Cashier
    {
        get => _journal.State.Get(JournalMeta.Cashier);
        set => _journal.Write(session => session.Set(JournalMeta.Cashier, string.IsNullOrWhiteSpace(value) ? null : value.Replace("\0", "", StringComparison.Ordinal).Trim()));
    }

    private PricingRules Rules => _journal.Profile.Rules;

    /// <summary>Adds what was scanned or typed: a barcode or a sku.</summary>
    /// <param name="quantity">Null for one piece; goods by weight need one.</param>
    public CartOutcome Add(string code, Quantity? quantity = null) =>
        _catalogue.Find(code) is { } item ? Add(item, quantity) : new CartOutcome.NotFound(code);

    public CartOutcome Add(Sku sku, Quantity? quantity = null) =>
        _catalogue.Find(sku) is { } item ? Add(item, quantity) : new CartOutcome.NotFound(sku.Value);

    /// <summary>Adds goods with a price typed by the cashier; works without any replica.</summary>
    /// <param name="sku">The sku if it's known; else the line is sold as <c>OPEN</c>.</param>
    public CartOutcome AddOpenPrice(string name, Money unitPrice, TaxRate taxRate, Quantity? quantity = null, Sku? sku = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (unitPrice.Currency != Rules.Currency) return new CartOutcome.Refused(CartRefusal.Price);
        var item = sku is { } known ? _catalogue.Find(known) : null;
        return Change(cart => CartRules.AddLine(cart, new CartLine(
            0, sku ?? Sku.Parse("OPEN"), name.Trim(), item?.Language, item?.Options, item?.Unit ?? Domain.Catalogue.UnitOfSale.Piece,
            quantity ?? Quantity.One, unitPrice.MinorUnits, null, taxRate)));
    }

    public CartOutcome SetQuantity(int line, Quantity quantity) => Change(cart => CartRules.SetQuantity(cart, line, quantity));

    public CartOutcome SetDiscount(int line, Discount? discount) => Change(cart => CartRules.SetDiscount(cart, line, discount));

    public CartOutcome SetNote(int line, string? note) => Change(cart => CartRules.SetNote(cart, line, note));

    public CartOutcome SetOrderDiscount(Discount? discount) => Change(cart => CartRules.SetOrderDiscount(cart, discount));

    public CartOutcome Remove(int line) => Change(cart => CartRules.Remove(cart, line));

    /// <summary>Brings the last removed line back to where it stood.</summary>
    public CartOutcome UndoRemove() => Change(CartRules.UndoRemove);

    /// <summary>What of a receipt can still be returned; null when neither this terminal nor the store's last 30 days have it.</summary>
    public RefundableOrder? FindRefundable(string receiptNumber) =>
        ReceiptNumber.TryParse(receiptNumber, out var number) ? _sold.Find(number) : null;

    /// <summary>Adds returned goods; for a line already in the sale the new quantity replaces the old.</summary>
    public CartOutcome AddReturn(string receiptNumber, int line, Quantity quantity)
    {
        if (FindRefundable(receiptNumber) is not { } order) return new CartOutcome.Refused(CartRefusal.NoSuchReceipt);
        if (order.Lines.FirstOrDefault(l => l.Line == line) is not { } sold) return new CartOutcome.Refused(CartRefusal.NoSuchLine);
        if (quantity <= Quantity.Zero) return new CartOutcome.Refused(CartRefusal.Quantity);
        if (quantity > sold.Remaining) return new CartOutcome.Refused(CartRefusal.MoreThanSold);
        return Change(cart => CartRules.AddReturn(cart, RefundRules.LineFor(order, sold, quantity), order.Customer));
    }

    /// <summary>Records a tender; it's on the disk before this answers.</summary>
    /// <param name="amount">What was handed over (cash may exceed what is due), or on a refund what is given back; never negative.</param>
    public CartOutcome AddTender(Tender tender, Money amount, string? reference = null) => amount.Currency != Rules.Currency
        ? new CartOutcome.Refused(CartRefusal.Amount)
        : Change(cart => CartRules.AddTender(cart, Rules, tender, amount.MinorUnits, reference));

    /// <summary>Takes a voucher for a part of what is due, or on a refund puts that on it. What is on it only the hub knows: an excess is a matter for a person later.</summary>
    public CartOutcome AddVoucher(VoucherCode voucher, Money amount) => amount.Currency != Rules.Currency
        ? new CartOutcome.Refused(CartRefusal.Amount)
        : Change(cart => CartRules.AddTender(cart, Rules, Tender.Voucher, amount.MinorUnits, null, voucher));

    /// <summary>Sells a voucher, or puts more on one: money for money, so without tax.</summary>
    public CartOutcome SellVoucher(VoucherCode voucher, Money amount)
    {
        if (amount.Currency != Rules.Currency || amount.MinorUnits <= 0) return new CartOutcome.Refused(CartRefusal.Amount);
        return Change(cart => CartRules.AddLine(cart, new CartLine(
            0, VoucherIssue.Sku, $"Voucher {voucher.Shown}", null, null, Domain.Catalogue.UnitOfSale.Piece, Quantity.One, amount.MinorUnits, null,
            new TaxRate(0), Voucher: new VoucherIssue(voucher, amount.MinorUnits))));
    }

    /// <summary>Names the customer whose points the sale moves; null takes the name off again.</summary>
    /// <param name="points">Null for what the store's rate gives.</param>
    public CartOutcome SetCustomer(CustomerId? customer, OrderPoints? points = null) => Change(cart => CartRules.SetCustomer(cart, customer, points));

    /// <inheritdoc cref="SetCustomer(CustomerId?, OrderPoints?)"/>
    public CartOutcome SetCustomer(CustomerCard card) => Change(cart => CartRules.SetCustomer(cart, card.Customer, null, card.Shown));

    /// <summary>Pays with the customer's points, at what the store says a point pays; 0 takes them off again. How many there are only the hub knows.</summary>
    public CartOutcome UsePoints(long points) => Change(cart => CartRules.UsePoints(cart, Rules, points, _journal.Profile.PointMinorUnits), needsSpace: points != 0);

    /// <summary>As many points as this sale could take; 0 where points don't pay.</summary>
    public long MostPoints
    {
        get
        {
            lock (_gate) return CartRules.MostPoints(_cart, Rules, _journal.Profile.PointMinorUnits);
        }
    }

    public CartOutcome RemoveTender(int tender) => Change(cart => CartRules.RemoveTender(cart, tender), needsSpace: false);

    /// <summary>
    /// Completes the sale: order, receipt number, read models and print job in one transaction. Idempotent: the second
    /// tap gives the first one's receipt.
    /// </summary>
    /// <param name="order">The sale the tap was meant for; null for the open one.</param>
    /// <exception cref="DiskFullException">Nothing was saved; the sale is still open.</exception>
    public CompletionOutcome Complete(OrderId? order = null)
    {
        CompletionOutcome outcome;
        lock (_gate)
        {
            outcome = _completion.Complete(_cart, order, Cashier);
            if (outcome is CompletionOutcome.Completed { Order.Body.Order: var done } && done == _cart.Order) _cart = CartContent.Empty(OrderId.New(_clock));
        }

        if (outcome is not CompletionOutcome.Completed { WasCompletedBefore: false } completed) return outcome;
        Changed?.Invoke();
        OrderCompleted?.Invoke(completed.Order);
        return outcome;
    }

    /// <summary>Abandons the sale, with a fact for audit.</summary>
    public CartOutcome Void() => Replace(cart =>
    {
        if (cart.Lines.Count == 0 && cart.Removed is null) return CartRefusal.EmptySale;
        return cart.Tenders.Any(t => t.Tender == Tender.Card) ? CartRefusal.CardTaken : null;
    }, (session, cart) =>
    {
        CartStore.Delete(session);
        session.Append(new CartVoided
        {
            Context = session.Context(),
            Order = cart.Order,
            Currency = Rules.Currency,
            Lines = cart.Lines.Count,
            TotalMinorUnits = Cart.Of(cart, Rules).Total.MinorUnits,
            Cashier = Cashier,
        });
    });

    /// <summary>Sets the sale aside; its tenders, if any, stay with it.</summary>
    public CartOutcome Park(string? label = null) => Replace(
        cart => cart.Lines.Count == 0 ? CartRefusal.EmptySale : null,
        (session, cart) => CartStore.Park(session, cart, label, _clock.GetUtcNow()));

    public IReadOnlyList<ParkedCart> Parked => [.. _journal.Write(CartStore.AllParked).Select(parked => new ParkedCart(
        parked.Cart.Order, parked.Label, parked.At, parked.Cart.Lines.Count, Cart.Of(parked.Cart, Rules).Total))];

    /// <summary>Takes a parked sale back; only while no other is open.</summary>
    public CartOutcome Recall(OrderId order)
    {
        lock (_gate)
        {
            // Payments can stand without lines: money that was taken is never forgotten.
            if (_cart.Lines.Count > 0 || _cart.Tenders.Count > 0) return new CartOutcome.Refused(CartRefusal.SaleOpen);
            CartContent? recalled = null;
            if (!TryWrite(session =>
            {
                if ((recalled = CartStore.LoadParked(session, order)) is null) return;
                CartStore.DeleteParked(session, order);
                CartStore.Save(session, recalled, _clock.GetUtcNow());
            })) return new CartOutcome.Refused(CartRefusal.DiskFull);
            if (recalled is null) return new CartOutcome.Refused(CartRefusal.NoSuchParkedSale);
            _cart = recalled;
        }

        Changed?.Invoke();
        return new CartOutcome.Done(0);
    }

    private CartOutcome Add(CatalogueItem item, Quantity? quantity)
    {
        if (item.Price is not { } price) return new CartOutcome.NeedsPrice(item);
        if (quantity is null && item.Unit == Domain.Catalogue.UnitOfSale.Kilogram) return new CartOutcome.NeedsQuantity(item);
        if (quantity <= Quantity.Zero) return new CartOutcome.Refused(CartRefusal.Quantity);
        return Change(cart => CartRules.Add(cart, new CartLine(
            0, item.Sku, Shortened(item.Name), item.Language, item.Options, item.Unit, quantity ?? Quantity.One, price.MinorUnits, item.PriceVersion, item.TaxRate)));
    }

    // Never between the two halves of a character.
    private static string Shortened(string name) => name.Length <= FactRules.MaxTextLength
        ? name
        : name[..(char.IsHighSurrogate(name[FactRules.MaxTextLength - 1]) ? FactRules.MaxTextLength - 1 : FactRules.MaxTextLength)];

    private CartOutcome Change(Func<CartContent, CartChange> rule, bool needsSpace = true)
    {
        int key;
        lock (_gate)
        {
            if (_journal.Damage is not null) return new CartOutcome.Refused(CartRefusal.JournalDamaged);
            if (needsSpace && !_journal.HasSpace()) return new CartOutcome.Refused(CartRefusal.DiskFull);
            switch (rule(_cart))
            {
                case CartChange.To to when !CanBeCalculated(to.Cart):
                    return new CartOutcome.Refused(CartRefusal.Amount);
                case CartChange.To to:
                    // Saved first: what the screen shows after this call survives a power cut.
                    // What needs no space is tried again: the first try gave the reserve back, which is there for exactly this.
                    if (!TrySave(to.Cart) && (needsSpace || !TrySave(to.Cart))) return new CartOutcome.Refused(CartRefusal.DiskFull);
                    (_cart, key) = (to.Cart, to.Key);
                    break;
                case CartChange.Refused refused:
                    return new CartOutcome.Refused(refused.Reason);
                default:
                    throw new InvalidOperationException("A cart rule gave an unknown answer.");
            }
        }

        Changed?.Invoke();
        return new CartOutcome.Done(key);
    }

    private bool TrySave(CartContent cart) => TryWrite(session => CartStore.Save(session, cart, _clock.GetUtcNow()));

    // False when the disk is full: nothing was saved.
    private bool TryWrite(Action<JournalSession> work)
    {
        try
        {
            _journal.Write(work);
            return true;
        }
        catch (DiskFullException)
        {
            return false;
        }
    }

    // A sale whose sums don't fit an order must not get into the journal: it could be neither shown nor completed.
    private bool CanBeCalculated(CartContent cart)
    {
        try
        {
            var totals = Cart.Of(cart, Rules).Totals;
            return Math.Abs(totals.Total.MinorUnits) <= FactRules.MaxMagnitude && Math.Abs(totals.Discount.MinorUnits) <= FactRules.MaxMagnitude
                && totals.Lines.All(l => Math.Abs(l.Gross.MinorUnits) <= FactRules.MaxMagnitude);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private CartOutcome Replace(Func<CartContent, CartRefusal?> refusal, Action<JournalSession, CartContent> write)
    {
        lock (_gate)
        {
            if (_journal.Identity is null) return new CartOutcome.Refused(CartRefusal.NotEnrolled);
            if (refusal(_cart) is { } reason) return new CartOutcome.Refused(reason);
            if (!TryWrite(session => write(session, _cart))) return new CartOutcome.Refused(CartRefusal.DiskFull);
            _cart = CartContent.Empty(OrderId.New(_clock));
        }

        Changed?.Invoke();
        return new CartOutcome.Done(0);
    }
}
