using System.Globalization;
using System.Text.RegularExpressions;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Shell;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Sale;

/// <summary>What taps, keys and the scanner do to the open sale.</summary>
public sealed partial class SaleActions(TerminalEngine engine, ScreenState screen)
{
    private SalesRegister Register => engine.Register;

    /// <summary>A tap on a tile: adds it, or asks for variant, weight or price first.</summary>
    /// <param name="quantity">What was typed before it; null for none.</param>
    public void Pick(Tile tile, Quantity? quantity = null)
    {
        ArgumentNullException.ThrowIfNull(tile);
        if (tile.Sku is { } sku)
        {
            Add(sku, quantity);
        }
        else
        {
            screen.Open(new Panel.Variants(tile));
        }
    }

    /// <summary>Adds a sku; without a quantity one piece, or the weight is asked for.</summary>
    public void Add(Sku sku, Quantity? quantity) => Take(Register.Add(sku, quantity), close: quantity is not null);

    /// <summary>
    /// What was scanned or typed and sent with Enter: a barcode, a sku, "3*code", a receipt number, or words that fit one
    /// product only. True when the field should be cleared.
    /// </summary>
    public bool Submit(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var typed = text.Trim();
        // A code that reads like a quantity and another code, 2x4, is itself.
        var (code, quantity) = engine.Catalogue.Find(typed) is null ? Multiplied(typed) : (typed, null);
        var outcome = Register.Add(code, quantity);
        if (outcome is not CartOutcome.NotFound)
        {
            Take(outcome, close: false);
            return true;
        }

        if (ReceiptNumber.TryParse(code, out _))
        {
            screen.Open(new Panel.Refund(code, Register.FindRefundable(code), Register.FindRefundable(code) is null ? RefusalWords.Of(CartRefusal.NoSuchReceipt) : null));
            return true;
        }

        var found = engine.Catalogue.Tiles(null, code, 0, 2);
        if (found.Count == 1)
        {
            Pick(found[0], quantity);
            return true;
        }

        // Several products fit: the grid shows them, and the person picks one.
        screen.Unknown(found.Count == 0 ? text.Trim() : null);
        return false;
    }

    public void AddOpenPrice(string name, Money price, TaxRate? rate, Sku? sku)
    {
        var tax = rate ?? (sku is { } known ? engine.Catalogue.Find(known)?.TaxRate : null) ?? default;
        Take(Register.AddOpenPrice(name, price, tax, null, sku), close: true);
    }

    /// <summary>A quantity of zero takes the line away, with an undo instead of a question.</summary>
    public void SetQuantity(CartLineTotals line, Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (quantity <= Quantity.Zero)
        {
            Remove(line);
        }
        else
        {
            Take(Register.SetQuantity(line.Key, quantity), close: true);
        }
    }

    public void Remove(CartLineTotals line)
    {
        ArgumentNullException.ThrowIfNull(line);
        Take(Register.Remove(line.Key), close: true);
        screen.Say(Words.Of("Line_Removed", line.Line.Name), Words.Of("Undo"), () =>
        {
            Take(Register.UndoRemove(), close: false);
            return Task.CompletedTask;
        });
    }

    public void SetNote(CartLineTotals line, string? note)
    {
        ArgumentNullException.ThrowIfNull(line);
        Take(Register.SetNote(line.Key, note), close: true);
    }

    public void SetDiscount(CartLineTotals line, Discount? discount)
    {
        ArgumentNullException.ThrowIfNull(line);
        Take(Register.SetDiscount(line.Key, discount), close: true);
    }

    public void SetOrderDiscount(Discount? discount) => Take(Register.SetOrderDiscount(discount), close: true);

    /// <summary>Puts the sale aside under the name of its first line.</summary>
    public void Park()
    {
        var lines = Register.Cart.Lines;
        if (Take(Register.Park(lines.Count > 0 ? lines[0].Line.Name : null), close: true))
        {
            screen.Say(Words.Of("Sale_Parked"));
        }
    }

    public void Recall(ParkedCart sale)
    {
        ArgumentNullException.ThrowIfNull(sale);
        Take(Register.Recall(sale.Order), close: true);
    }

    public void Void()
    {
        if (Take(Register.Void(), close: true))
        {
            screen.Say(Words.Of("Sale_Voided"));
        }
    }

    /// <summary>Looks a receipt up for a refund.</summary>
    public void FindReceipt(string number)
    {
        var order = Register.FindRefundable(number);
        screen.Open(new Panel.Refund(number, order, order switch
        {
            null => RefusalWords.Of(CartRefusal.NoSuchReceipt),
            { HasSomethingLeft: false } => Words.Of("Refund_Spent"),
            _ => null,
        }));
    }

    /// <summary>Puts returned goods into the sale.</summary>
    public void TakeBack(RefundableOrder order, IReadOnlyList<(int Line, Quantity Quantity)> lines)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var (line, quantity) in lines)
        {
            if (!Take(Register.AddReturn(order.ReceiptNumber.Value, line, quantity), close: false))
            {
                return;
            }
        }

        screen.Sell();
    }

    private static (string Code, Quantity? Quantity) Multiplied(string text)
    {
        var match = Times().Match(text);
        return match.Success
            ? (match.Groups[2].Value, Quantity.Pieces(long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)))
            : (text, null);
    }

    private bool Take(CartOutcome outcome, bool close)
    {
        switch (outcome)
        {
            case CartOutcome.Done done:
                screen.Touched(done.Key);
                if (close)
                {
                    screen.Close();
                }

                return true;
            case CartOutcome.NeedsQuantity needs:
                screen.Open(new Panel.Weight(needs.Item));
                return false;
            case CartOutcome.NeedsPrice needs:
                screen.Open(new Panel.MissingPrice(needs.Item));
                return false;
            case CartOutcome.NotFound missing:
                screen.Unknown(missing.Code);
                return false;
            case CartOutcome.Refused refused:
                screen.Say(RefusalWords.Of(refused.Reason));
                return false;
            default:
                throw new InvalidOperationException("A change to the sale had an unknown outcome.");
        }
    }

    [GeneratedRegex(@"^([1-9]\d{0,2})\s*[*x×]\s*(\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Times();
}
