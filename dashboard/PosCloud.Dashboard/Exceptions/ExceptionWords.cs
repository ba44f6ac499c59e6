using PosCloud.Dashboard.Live;
using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Exceptions;

/// <summary>An exception's words in the list and above its detail.</summary>
public static class ExceptionWords
{
    /// <summary>"Oversell: olive oil, Istria 0.5 L".</summary>
    public static string Title(ExceptionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var about = item.Kind switch
        {
            "oversell" or "doubtful-count" => item.Name ?? item.Sku,
            "clone" or "restored" or "readmitted" or "hole" or "own-epoch" or "silent-terminal" or "sales-waiting" => item.Terminal,
            _ => item.ReceiptNumber ?? item.Terminal,
        };
        var kind = Text.Words.Exception(item.Kind);
        return string.IsNullOrEmpty(about) ? kind : $"{kind}: {about}";
    }

    /// <summary>One line under the title.</summary>
    public static string Line(ExceptionItem item, StoreDirectory stores)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(stores);
        if (item.ResolvedAt is not null)
        {
            return item.Decision ?? "Settled";
        }

        return item is { Kind: "oversell", OnHandNowThousandths: { } now }
            ? $"On hand {QuantityFormat.Text(now)} at {stores.NameOf(item.Store)}. {(item.OtherReceiptNumber is null ? "One receipt" : "Two receipts")}"
            // What was assumed and what to do about it stands where it is decided.
            : item.Kind == "doubtful-count" && item.Detail.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? item.Detail[..(end + 1)] : item.Detail;
    }

    /// <summary>What happened, in one headline: "3 sold, 2 were there".</summary>
    public static string Headline(ExceptionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Kind switch
        {
            "oversell" => "More sold than was there",
            "over-refund" => "More refunded than was sold",
            "quarantine" => $"{item.ReceiptNumber ?? "A fact"} is kept, but can't be applied yet",
            "clone" => $"Two devices sell as {item.Terminal}",
            "totals" => "Terminal and hub calculate different totals",
            "duplicate-id" => "One number, two different sales",
            "replica-differed" => "A terminal's copy was wrong, and was fetched anew",
            "unknown-goods" => "Sold, but not in the catalogue",
            "restored" => "The hub was restored from a backup",
            "readmitted" => $"{item.Terminal} came back after a restore",
            "hole" => $"Sales of {item.Terminal} are missing",
            "own-epoch" => $"{item.Terminal} began new receipt numbers",
            "voucher-overdrawn" => "More paid with a voucher than was on it",
            "points-overdrawn" => "More points spent than were there",
            "doubtful-count" => "Before or after the count? The clocks don't say",
            "silent-terminal" => item.ResolvedAt is null ? $"{item.Terminal} isn't heard, and its shift is open" : $"{item.Terminal} wasn't heard for a while",
            "sales-waiting" => item.ResolvedAt is null ? $"{item.Terminal} is online, but doesn't send its sales" : $"{item.Terminal} didn't send its sales for a while",
            _ => Title(item),
        };
    }

    public static (IconName Icon, string Css) Look(ExceptionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.ResolvedAt is not null ? (IconName.Check, "ok") : (IconName.Warning, "bad");
    }

    /// <summary>What stays as it is, whatever is decided.</summary>
    public static string Promise(ExceptionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Kind switch
        {
            "oversell" => "Both sales stay as they were printed. What you decide is kept beside them, it changes neither.",
            "quarantine" => "It is stored whole, exactly as the terminal sent it, and blocks nothing behind it.",
            "clone" => "The sales of both devices are kept. The second one got a new number range of its own.",
            "voucher-overdrawn" or "points-overdrawn" => "All sales stay as they were printed. If what is missing was put on at a terminal that has not sent it yet, this settles by itself.",
            "doubtful-count" => "This comes of a terminal that restarted before it sent, of a sync that took more than a minute, or of a sale within two minutes of the count. No receipt is changed.",
            "silent-terminal" => "The terminal sells on without the hub, and its sales are safe on it. This ends by itself when it is heard again, or its shift is closed.",
            "sales-waiting" => "The sales are safe on the terminal. This ends by itself when they are sent.",
            _ => "Nothing that was sold is changed. What you decide is kept in the history.",
        };
    }
}
