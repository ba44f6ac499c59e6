using System.Diagnostics;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Printing;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.Terminal.Engine.Telemetry;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>Turns a paid sale into an order, exactly once.</summary>
internal sealed class OrderCompletion(TerminalJournal journal, SoldOrders sold, TimeProvider clock)
{
    /// <param name="meantFor">The sale the cashier saw; another one than the open cart was completed by an earlier tap.</param>
    public CompletionOutcome Complete(CartContent cart, OrderId? meantFor, string? cashier)
    {
        if (journal.Identity is null) return new CompletionOutcome.Refused(CartRefusal.NotEnrolled);
        if (meantFor is { } order && order != cart.Order)
        {
            return Earlier(order) is { } done ? new CompletionOutcome.Completed(done, true) : new CompletionOutcome.Refused(CartRefusal.NoSuchParkedSale);
        }

        // The order may be in the journal although the tap that wrote it never heard so.
        if (Earlier(cart.Order) is { } before) return new CompletionOutcome.Completed(before, true);
        var picture = Cart.Of(cart, journal.Profile.Rules, journal.Profile.PointsPerUnit);
        if (picture.IsEmpty) return new CompletionOutcome.Refused(CartRefusal.EmptySale);
        if (picture.Plan.IsOverpaid) return new CompletionOutcome.Refused(CartRefusal.MoreThanDue);
        if (!picture.Plan.IsPaid) return new CompletionOutcome.NotPaid(picture.Plan.LeftInCash);
        if (journal.Damage is not null) return new CompletionOutcome.Refused(CartRefusal.JournalDamaged);
        if (!journal.HasSpace()) return new CompletionOutcome.Refused(CartRefusal.DiskFull);
        using var activity = TerminalTelemetry.Activities.StartActivity("sale.complete");
        var started = clock.GetTimestamp();
        var completed = journal.Write(session => Write(session, picture, cart, cashier));
        TerminalTelemetry.CommitDuration.Record(clock.GetElapsedTime(started).TotalSeconds);
        activity?.SetTag("poscloud.receipt_number", completed.ReceiptNumber.Value);
        activity?.SetTag("poscloud.sequence", completed.Sequence.Value);
        return new CompletionOutcome.Completed(completed, false);
    }

    public CompletedOrder? Earlier(OrderId order) => sold.OwnFact("order_id", order.ToString());

    // One transaction holds the order, its fact, its receipt number, the print job and the end of the cart: after a
    // power cut there is all of it or none.
    private CompletedOrder Write(JournalSession session, Cart picture, CartContent cart, string? cashier)
    {
        var shift = ShiftRows.EnsureOpen(session, clock, cashier);
        var body = Body(session, picture, cart, shift, cashier);
        if (FactRules.Problem(body) is { } problem) throw new InvalidOperationException("The register made an impossible order: " + problem);
        var entry = session.Append(body);
        CartStore.Delete(session);
        PrintJobs.Add(session, body.ReceiptNumber, isCopy: false, clock);
        return new CompletedOrder(body, entry.Fact.Store, entry.Epoch, entry.Sequence, entry.ContentHash, entry.ChainHash, entry.Fact.OccurredAt);
    }

    private static OrderCompleted Body(JournalSession session, Cart picture, CartContent cart, OpenShift shift, string? cashier) => new()
    {
        Context = session.Context(),
        Order = cart.Order,
        ReceiptNumber = session.NextReceiptNumber(),
        Shift = shift.Shift,
        BusinessDate = shift.BusinessDate,
        Cashier = cashier,
        Rules = picture.Rules,
        Lines = [.. picture.Lines.Select((line, index) => Line(line, index + 1))],
        Discount = picture.Discount,
        Taxes = [.. picture.Totals.Taxes.Select(t => new OrderTax(t.Rate, t.Base.MinorUnits, t.Tax.MinorUnits))],
        Payments = picture.Plan.Payments,
        TotalMinorUnits = picture.Total.MinorUnits,
        TaxMinorUnits = picture.Totals.Tax.MinorUnits,
        DiscountMinorUnits = picture.Totals.Discount.MinorUnits,
        CashRoundingMinorUnits = picture.Plan.CashRounding.MinorUnits,
        Customer = cart.Customer,
        Points = picture.Points,
    };

    private static OrderedLine Line(CartLineTotals line, int number)
    {
        var (cart, amounts) = (line.Line, line.Amounts);
        return new OrderedLine(
            number, cart.Sku, cart.Name, cart.Quantity, cart.Unit, cart.UnitPriceMinorUnits, cart.TaxRate,
            (amounts.LineDiscount + amounts.OrderDiscount).MinorUnits, amounts.Amount.MinorUnits, amounts.Tax.MinorUnits,
            cart.Options, cart.PriceVersion, cart.Discount, cart.Returns, cart.Note, cart.Voucher);
    }
}
