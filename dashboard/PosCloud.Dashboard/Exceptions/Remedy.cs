using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Exceptions;

/// <summary>One way to settle an exception. Choosing it records the decision; the words say what puts things right.</summary>
/// <param name="Decision">Recorded as it stands; null when the person says it in own words.</param>
public sealed record Remedy(IconName Icon, string Title, string Words, string Button, string? Decision)
{
    /// <summary>The likeliest first.</summary>
    public static IReadOnlyList<Remedy> For(ExceptionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var own = new Remedy(IconName.Close, "Nothing to do", "Say why; it stays in the history", "Close", null);
        return item.Kind switch
        {
            "oversell" =>
            [
                new Remedy(IconName.Check, "The shelf was counted", "A count at a terminal puts on hand right", "Counted", "Shelf counted"),
                new Remedy(IconName.Truck, "Goods are on the way", "The delivery brings on hand back above zero", "Wait for it", "Goods are on the way"),
                new Remedy(IconName.Return, "The customer got the money back", "A refund at a terminal has a receipt of its own", "Refunded", "Customer refunded"),
                own,
            ],
            "over-refund" =>
            [
                new Remedy(IconName.Cash, "Money taken back", "The customer returned what was paid twice", "Taken back", "Money taken back"),
                new Remedy(IconName.Customer, "Left to the customer", "The shop bears it", "Accept", "Left to the customer"),
                own,
            ],
            "voucher-overdrawn" =>
            [
                new Remedy(IconName.Cash, "The customer paid the rest", "Take what is missing as a pay-in at a terminal", "Paid", "Customer paid the rest"),
                new Remedy(IconName.Customer, "Left to the customer", "The shop bears it", "Accept", "Left to the customer"),
                own,
            ],
            "points-overdrawn" =>
            [
                new Remedy(IconName.Customer, "Left to the customer", "The next points make up for it", "Accept", "Left to the customer"),
                own,
            ],
            "clone" =>
            [
                new Remedy(IconName.Terminal, "The copy was put away", "Only one device goes on selling under this name", "Put away", "Copied device put away"),
                own,
            ],
            "doubtful-count" =>
            [
                new Remedy(IconName.Check, "Counted again", "A new count at a terminal, when all have sent their sales, replaces the doubtful one", "Counted", "Counted again"),
                own,
            ],
            "silent-terminal" =>
            [
                new Remedy(IconName.Terminal, "It is switched off on purpose", "The shift on it was left open; nobody sells there", "Switched off", "Switched off on purpose"),
                new Remedy(IconName.CloudOff, "The shop's network is being mended", "The terminal sells on and sends everything when it is back", "Known", "Network is being mended"),
                own,
            ],
            "sales-waiting" =>
            [
                new Remedy(IconName.CloudOff, "It is being looked at", "The terminal's sync panel says what keeps its sales", "Known", "Being looked at"),
                own,
            ],
            _ => [own],
        };
    }
}
