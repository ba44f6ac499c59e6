using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What may happen to an unfinished sale: pure, each rule answers a new sale or why not.</summary>
internal static class CartRules
{
    /// <summary>Largest quantity of one line: a million units.</summary>
    public const long MaxThousandths = 1_000_000_000;

    /// <summary>Largest unit price or tender in minor units: keeps every sum of an order far from overflow.</summary>
    public const long MaxMinorUnits = 100_000_000_000;

    public static CartChange Add(CartContent cart, CartLine line)
    {
        if (Problem(line) is { } problem) return problem;
        for (var i = 0; i < cart.Lines.Count; i++)
        {
            if (!IsSameGoods(cart.Lines[i], line)) continue;
            var more = cart.Lines[i] with { Quantity = cart.Lines[i].Quantity + line.Quantity };
            return Problem(more) is { } tooMuch ? tooMuch : new CartChange.To(cart with { Lines = Replace(cart.Lines, i, more), Removed = null }, more.Key);
        }

        return AddLine(cart, line);
    }

    /// <summary>Adds a line of its own, never merged with another.</summary>
    public static CartChange AddLine(CartContent cart, CartLine line)
    {
        if (Problem(line) is { } problem) return problem;
        if (cart.Lines.Count >= OrderCompleted.MaxLines) return CartRefusal.TooManyLines;
        var keyed = line with { Key = cart.NextKey };
        return new CartChange.To(cart with { Lines = [.. cart.Lines, keyed], NextKey = cart.NextKey + 1, Removed = null }, keyed.Key);
    }

    public static CartChange SetQuantity(CartContent cart, int key, Quantity quantity) => Change(cart, key, line =>
        line.Returns is null && line.Voucher is null && quantity > Quantity.Zero ? line with { Quantity = quantity } : null, CartRefusal.Quantity);

    public static CartChange SetDiscount(CartContent cart, int key, Discount? discount) => Change(cart, key, line =>
        line.Returns is null && IsAllowed(discount) ? line with { Discount = discount } : null, CartRefusal.Discount);

    public static CartChange SetNote(CartContent cart, int key, string? note) => Change(cart, key, line =>
        note is { Length: > FactRules.MaxTextLength } ? null : line with { Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim() }, CartRefusal.Text);

    public static CartChange SetOrderDiscount(CartContent cart, Discount? discount) =>
        !IsAllowed(discount) ? CartRefusal.Discount
        : discount is not null && cart.UsedPoints is not null ? CartRefusal.OneDiscount
        : new CartChange.To(cart with { Discount = discount }, 0);

    public static CartChange Remove(CartContent cart, int key)
    {
        var index = IndexOf(cart, key);
        if (index < 0) return CartRefusal.NoSuchLine;
        return new CartChange.To(
            cart with { Lines = [.. cart.Lines.Take(index), .. cart.Lines.Skip(index + 1)], Removed = new RemovedLine(cart.Lines[index], index) }, key);
    }

    public static CartChange UndoRemove(CartContent cart)
    {
        if (cart.Removed is not { } removed) return CartRefusal.NoSuchLine;
        if (cart.Lines.Count >= OrderCompleted.MaxLines) return CartRefusal.TooManyLines;
        var at = Math.Min(removed.Index, cart.Lines.Count);
        return new CartChange.To(cart with { Lines = [.. cart.Lines.Take(at), removed.Line, .. cart.Lines.Skip(at)], Removed = null }, removed.Line.Key);
    }

    /// <param name="minorUnits">What was handed over, or given back on a refund; for cash it may exceed what is due.</param>
    public static CartChange AddTender(CartContent cart, PricingRules rules, Tender tender, long minorUnits, string? reference, VoucherCode? voucher = null)
    {
        if (cart.Lines.Count == 0) return CartRefusal.EmptySale;
        if (minorUnits is < 0 or > MaxMinorUnits) return CartRefusal.Amount;
        if (reference is { Length: > FactRules.MaxTextLength } || HasNothing(reference)) return CartRefusal.Text;
        if (tender == Tender.Voucher != voucher is not null) return CartRefusal.Voucher;
        var picture = Cart.Of(cart, rules);
        var plan = picture.Plan;
        if (plan.IsPaid || plan.IsOverpaid) return CartRefusal.MoreThanDue;
        var limit = tender == Tender.Cash ? picture.IsRefund ? plan.LeftInCash.MinorUnits : MaxMinorUnits : plan.Left.MinorUnits;
        if (minorUnits > limit) return CartRefusal.MoreThanDue;
        // Nothing to hand over is only right when coins round the rest away.
        if (minorUnits == 0 && !(tender == Tender.Cash && plan.LeftInCash.IsZero)) return CartRefusal.Amount;
        var taken = new CartTender(cart.NextKey, tender, minorUnits, string.IsNullOrWhiteSpace(reference) ? null : reference.Trim(), picture.IsRefund, voucher);
        return new CartChange.To(cart with { Tenders = [.. cart.Tenders, taken], NextKey = cart.NextKey + 1 }, taken.Key);
    }

    /// <summary>Another customer, or none: points that paid are the former one's and go back.</summary>
    public static CartChange SetCustomer(CartContent cart, CustomerId? customer, OrderPoints? points, string? shown = null)
    {
        if (points is { Earned: < 0 or > MaxMinorUnits } or { Spent: < 0 or > MaxMinorUnits } || (customer is null && points is not null)) return CartRefusal.Points;
        if (customer == cart.Customer) return new CartChange.To(cart with { Points = points, CustomerShown = shown ?? cart.CustomerShown }, 0);
        // Returned goods take back the points of the customer who bought them, and payments were taken for what points had left.
        if (cart.Lines.Any(l => l.Points is not null)) return CartRefusal.OtherCustomer;
        if (cart is { UsedPoints: not null, Tenders.Count: > 0 }) return CartRefusal.PointsFirst;
        // A return that was taken away must not come back for somebody else.
        var removed = cart.Removed is { Line.Points: not null } ? null : cart.Removed;
        return new CartChange.To(cart with { Customer = customer, Points = points, CustomerShown = shown, UsedPoints = null, Removed = removed }, 0);
    }

    /// <param name="points">0 takes them off again.</param>
    public static CartChange UsePoints(CartContent cart, PricingRules rules, long points, long minorUnitsEach)
    {
        if (cart.Tenders.Count > 0) return CartRefusal.PointsFirst;
        if (points == 0) return new CartChange.To(cart with { UsedPoints = null }, 0);
        if (points < 0 || cart.Customer is null) return CartRefusal.Points;
        if (cart.Discount is not null) return CartRefusal.OneDiscount;
        return points <= MostPoints(cart, rules, minorUnitsEach)
            ? new CartChange.To(cart with { UsedPoints = new UsedPoints(points, minorUnitsEach) }, 0)
            : CartRefusal.PointsDontPay;
    }

    /// <summary>As many whole points as the sale can take.</summary>
    public static long MostPoints(CartContent cart, PricingRules rules, long minorUnitsEach)
    {
        if (minorUnitsEach <= 0 || cart.Lines.Count == 0) return 0;
        var picture = Cart.Of(cart with { UsedPoints = null }, rules);
        var sold = picture.Lines.Where(l => l.Line.Quantity > Quantity.Zero).Sum(l => l.Amounts.Amount.MinorUnits);
        return Math.Clamp(Math.Min(sold, picture.Total.MinorUnits), 0, MaxMinorUnits) / minorUnitsEach;
    }

    /// <summary>Adds returned goods; a line of the sale that returns the same is replaced.</summary>
    public static CartChange AddReturn(CartContent cart, CartLine line, CustomerId? customer)
    {
        var others = cart with { Lines = [.. cart.Lines.Where(l => l.Returns != line.Returns)] };
        if (line.Points is null) return AddLine(others, line);
        if (cart.Customer is { } there && there != customer) return CartRefusal.OtherCustomer;
        return AddLine(others with { Customer = customer }, line);
    }

    public static CartChange RemoveTender(CartContent cart, int key) => cart.Tenders.Any(t => t.Key == key)
        ? new CartChange.To(cart with { Tenders = [.. cart.Tenders.Where(t => t.Key != key)] }, key)
        : CartRefusal.NoSuchTender;

    private static CartChange Change(CartContent cart, int key, Func<CartLine, CartLine?> change, CartRefusal refusal)
    {
        var index = IndexOf(cart, key);
        if (index < 0) return CartRefusal.NoSuchLine;
        if (change(cart.Lines[index]) is not { } changed) return refusal;
        return Problem(changed) is { } problem ? problem : new CartChange.To(cart with { Lines = Replace(cart.Lines, index, changed) }, key);
    }

    private static CartRefusal? Problem(CartLine line)
    {
        var size = Math.Abs(line.Quantity.Thousandths);
        if (size is 0 or > MaxThousandths || (line.Unit == UnitOfSale.Piece && !line.Quantity.IsWhole)) return CartRefusal.Quantity;
        if (line.UnitPriceMinorUnits is < 0 or > MaxMinorUnits) return CartRefusal.Price;
        if (line.Name.Length is 0 or > FactRules.MaxTextLength || HasNothing(line.Name) || line.Note is { Length: > FactRules.MaxTextLength } || HasNothing(line.Note)) return CartRefusal.Text;
        return null;
    }

    // No database of the hub holds U+0000, so a receipt with it would wait in quarantine.
    private static bool HasNothing(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static bool IsSameGoods(CartLine there, CartLine added) =>
        there.Unit == UnitOfSale.Piece && added.Unit == UnitOfSale.Piece && there.Sku == added.Sku && there.Returns is null && added.Returns is null
        && there.PriceVersion == added.PriceVersion && there.UnitPriceMinorUnits == added.UnitPriceMinorUnits && there.TaxRate == added.TaxRate
        && there.Name == added.Name && there.Discount is null && there.Note is null && added.Discount is null && added.Note is null
        && there.Quantity > Quantity.Zero == added.Quantity > Quantity.Zero;

    private static bool IsAllowed(Discount? discount) => discount is null
        || (discount.IsValid() && discount.AmountMinorUnits is null or <= MaxMinorUnits && discount.Reason is null or { Length: <= Discount.MaxReasonLength }
            && !HasNothing(discount.Reason));

    private static int IndexOf(CartContent cart, int key)
    {
        for (var i = 0; i < cart.Lines.Count; i++)
        {
            if (cart.Lines[i].Key == key) return i;
        }

        return -1;
    }

    private static List<CartLine> Replace(IReadOnlyList<CartLine> lines, int index, CartLine line)
    {
        var copy = lines.ToList();
        copy[index] = line;
        return copy;
    }
}
