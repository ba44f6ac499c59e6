using PosCloud.Dashboard.Ledger;
using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Orders;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Orders;

/// <summary>An order's words and colours.</summary>
public static class OrderWords
{
    public static string Kind(string kind) => kind switch { "sale" => "Sale", "return" => "Return", "exchange" => "Exchange", _ => Words.Capital(kind) };

    public static (Tone Tone, IconName Icon, string Word) Status(string status) => status switch
    {
        "applied" => (Tone.Ok, IconName.Check, "Applied"),
        "received" => (Tone.Info, IconName.Sync, "Received"),
        "quarantined" => (Tone.Bad, IconName.Warning, "In quarantine"),
        _ => (Tone.Off, IconName.Info, Words.Capital(status)),
    };

    /// <summary>"+21 min" when it reached the hub late; null for the others.</summary>
    public static string? Late(OrderSummary order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var late = order.ReceivedAt - order.OccurredAt;
        return late < LedgerState.Late ? null : "+" + Times.Age(late);
    }

    /// <summary>Where its own page is. The entry has slashes, so it is escaped.</summary>
    public static string Address(OrderSummary order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Address(order.Store, order.Entry);
    }

    public static string Address(string store, string entry) => $"/orders/{Uri.EscapeDataString(store)}/{entry}";

    /// <summary>"23.5 %" of parts per million.</summary>
    public static string Rate(int partsPerMillion) =>
        (partsPerMillion / 10_000m).ToString("0.##", System.Globalization.CultureInfo.CurrentCulture) + "\u00a0%";

    public static string Tender(string tender) => tender switch { "cash" => "Cash", "card" => "Card", _ => Words.Capital(tender) };
}
