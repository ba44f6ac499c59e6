using System.Text.Json.Nodes;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Sale;

namespace PosCloud.Terminal.Commands;

/// <summary>sell and refund: the same register as the screen's, without the network.</summary>
public sealed class SaleVerbs(TerminalEngine engine)
{
    private SalesRegister Register => engine.Register;

    public CommandResult Sell(VerbCall.Sell call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var lines = new List<(Sku Sku, Quantity? Quantity)>();
        foreach (var text in call.Lines)
        {
            if (!LineArgument.TryParse(text, out var code, out var quantity))
            {
                return CommandResult.Problem(ExitCodes.BadUsage, $"'{text}' is not a line; it looks like SKU or SKU:2 or SKU:0.486.");
            }

            if (engine.Catalogue.Find(code) is not { } item)
            {
                return CommandResult.Problem(ExitCodes.CheckFailed, $"No product with '{code}'.");
            }

            if (Problem(item, quantity) is { } problem)
            {
                return CommandResult.Problem(ExitCodes.CheckFailed, problem);
            }

            lines.Add((item.Sku, quantity));
        }

        var tenders = new List<TenderArgument>();
        foreach (var text in call.Tenders)
        {
            if (!TenderArgument.TryParse(text, engine.Profile.Currency, out var tender))
            {
                return CommandResult.Problem(ExitCodes.BadUsage, $"'{text}' is not a tender; it looks like cash:20, card:12.50 or voucher:ABCD1234:10.");
            }

            tenders.Add(tender);
        }

        var vouchers = new List<(VoucherCode Code, Money Amount)>();
        foreach (var text in call.Vouchers ?? [])
        {
            if (!TenderArgument.TryParseVoucher(text, engine.Profile.Currency, out var code, out var amount))
            {
                return CommandResult.Problem(ExitCodes.BadUsage, $"'{text}' is not a voucher; it looks like ABCD1234:50.");
            }

            vouchers.Add((code, amount));
        }

        CustomerCard? card = CustomerCard.TryParse(call.Customer, out var shown) ? shown : null;
        if (call.Customer is not null && card is null)
        {
            return CommandResult.Problem(ExitCodes.BadUsage, $"'{call.Customer}' is neither a customer's id nor a card's number.");
        }

        return Beside(
            () => lines.Select(line => Register.Add(line.Sku, line.Quantity))
                .Concat(vouchers.Select(voucher => Register.SellVoucher(voucher.Code, voucher.Amount)))
                .Concat(Points(card?.Customer, call)),
            tenders);
    }

    // Without --earn-points the store's rate counts. Where points don't pay, spending them only takes them off.
    private IEnumerable<CartOutcome> Points(CustomerId? customer, VerbCall.Sell call)
    {
        var pays = engine.Profile.PointMinorUnits > 0;
        var said = call.EarnPoints is not null || (call.SpendPoints > 0 && !pays) ? new OrderPoints(call.EarnPoints ?? 0, pays ? 0 : call.SpendPoints) : null;
        yield return Register.SetCustomer(customer, said);
        if (pays && call.SpendPoints > 0) yield return Register.UsePoints(call.SpendPoints);
    }

    public CommandResult Refund(VerbCall.Refund call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (Register.FindRefundable(call.Receipt) is not { } order)
        {
            return CommandResult.Problem(ExitCodes.CheckFailed, RefusalWords.Of(CartRefusal.NoSuchReceipt));
        }

        var lines = new List<(int Line, Quantity Quantity)>();
        foreach (var text in call.Lines)
        {
            if (!LineArgument.TryParse(text, out var code, out var quantity) || !Sku.TryParse(code, out var sku))
            {
                return CommandResult.Problem(ExitCodes.BadUsage, $"'{text}' is not a line; it looks like SKU or SKU:2.");
            }

            if (order.Lines.FirstOrDefault(line => line.Sku == sku && line.Remaining > Quantity.Zero) is not { } sold)
            {
                return CommandResult.Problem(ExitCodes.CheckFailed, $"Nothing of '{code}' is left to come back from {order.ReceiptNumber}.");
            }

            lines.Add((sold.Line, quantity ?? sold.Remaining));
        }

        if (call.Lines.Count == 0)
        {
            lines.AddRange(order.Lines.Where(line => line.Remaining > Quantity.Zero).Select(line => (line.Line, line.Remaining)));
        }

        return lines.Count == 0
            ? CommandResult.Problem(ExitCodes.CheckFailed, $"Everything on {order.ReceiptNumber} has already come back.")
            : Beside(() => lines.Select(line => Register.AddReturn(order.ReceiptNumber.Value, line.Line, line.Quantity)), []);
    }

    private static string? Problem(CatalogueItem item, Quantity? quantity) => (item.Price, item.Unit, quantity) switch
    {
        (null, _, _) => $"'{item.Sku}' has no price.",
        (_, UnitOfSale.Kilogram, null) => $"'{item.Sku}' is sold by weight; give it as {item.Sku}:0.486.",
        (_, UnitOfSale.Piece, { IsWhole: false }) => $"'{item.Sku}' is sold in whole pieces.",
        _ => null,
    };

    /// <summary>Sells beside what is open on the screen: that sale is set aside and comes back.</summary>
    private CommandResult Beside(Func<IEnumerable<CartOutcome>> add, IReadOnlyList<TenderArgument> tenders)
    {
        // Payments whose lines were taken away can neither be set aside nor count for this sale.
        if (Register.Cart is { IsEmpty: true, Tenders.Count: > 0 }) return CommandResult.Problem(ExitCodes.CheckFailed, RefusalWords.Of(CartRefusal.SaleOpen));
        OrderId? open = Register.Cart.IsEmpty ? null : Register.Cart.Order;
        if (open is not null && Register.Park() is CartOutcome.Refused full)
        {
            return CommandResult.Problem(ExitCodes.CheckFailed, RefusalWords.Of(full.Reason));
        }

        try
        {
            return Complete(add, tenders);
        }
        catch (DiskFullException)
        {
            // Payments of a sale that can't be completed would keep the shift from being closed.
            return GiveUp(RefusalWords.Of(CartRefusal.DiskFull));
        }
        finally
        {
            if (open is { } order)
            {
                Register.Recall(order);
            }
        }
    }

    private CommandResult Complete(Func<IEnumerable<CartOutcome>> add, IReadOnlyList<TenderArgument> tenders)
    {
        foreach (var outcome in add())
        {
            if (outcome is not CartOutcome.Done)
            {
                return GiveUp(outcome);
            }
        }

        if (tenders.Count == 0 && !Register.Cart.CanComplete)
        {
            tenders = [new TenderArgument(Tender.Cash, Register.Cart.Plan.LeftInCash, null)];
        }

        foreach (var (tender, amount, voucher) in tenders)
        {
            var taken = voucher is { } code ? Register.AddVoucher(code, amount) : Register.AddTender(tender, amount);
            if (taken is not CartOutcome.Done)
            {
                return GiveUp(taken);
            }
        }

        return Register.Complete(Register.Cart.Order) switch
        {
            CompletionOutcome.Completed completed => Answer(completed.Order),
            CompletionOutcome.NotPaid unpaid => GiveUp($"{unpaid.Left} is still to be paid."),
            CompletionOutcome.Refused refused => GiveUp(RefusalWords.Of(refused.Reason)),
            _ => throw new InvalidOperationException("Completing a sale had an unknown outcome."),
        };
    }

    private CommandResult GiveUp(CartOutcome outcome) => GiveUp(outcome switch
    {
        CartOutcome.Refused refused => RefusalWords.Of(refused.Reason),
        CartOutcome.NotFound missing => $"No product with '{missing.Code}'.",
        CartOutcome.NeedsQuantity needs => $"'{needs.Item.Sku}' is sold by weight; give it as {needs.Item.Sku}:0.486.",
        CartOutcome.NeedsPrice needs => $"'{needs.Item.Sku}' has no price.",
        _ => "The sale could not be made.",
    });

    private CommandResult GiveUp(string sentence)
    {
        foreach (var tender in Register.Cart.Tenders)
        {
            Register.RemoveTender(tender.Key);
        }

        Register.Void();
        return CommandResult.Problem(ExitCodes.CheckFailed, sentence);
    }

    private static CommandResult Answer(CompletedOrder order) => CommandResult.Done(
        new JsonObject
        {
            ["receiptNumber"] = order.ReceiptNumber.Value,
            ["sequence"] = order.Sequence.Value,
            ["total"] = JsonValues.Of(order.Total),
            ["change"] = JsonValues.Of(order.Change),
            ["lines"] = order.Body.Lines.Count,
            ["hash"] = order.ContentHash.ToString(),
        },
        $"{order.ReceiptNumber}  total {order.Total}  change {order.Change}");
}
