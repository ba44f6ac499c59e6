using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Exceptions;

/// <summary>One line of an exception's history.</summary>
public sealed record HistoryEntry(DateTimeOffset At, string Words, bool Bad = false)
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<HistoryEntry> Of(ExceptionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var entries = new List<HistoryEntry>();
        if (item.OccurredAt is { } at)
        {
            entries.Add(new HistoryEntry(at, First(item)));
        }

        if (item.OtherOccurredAt is { } other && item.OtherReceiptNumber is not null)
        {
            entries.Add(new HistoryEntry(other, $"{item.OtherReceiptNumber} {Verb(item)} at {item.OtherTerminal ?? "another terminal"}"));
        }

        var raised = item.OnHandAfterThousandths is { } after
            ? $"{item.ReceiptNumber} applied, on hand {QuantityFormat.Text(after)}. Exception raised"
            : "Exception raised";
        entries.Add(new HistoryEntry(item.RaisedAt, raised, Bad: true));
        if (item.ResolvedAt is { } resolved)
        {
            entries.Add(new HistoryEntry(resolved, $"{item.ResolvedBy ?? "Settled"}: “{item.Decision}”"));
        }

        return [.. entries.OrderBy(entry => entry.At)];
    }

    public string Time(TimeZoneInfo zone, DateTimeOffset now) => Times.SameDay(At, now, zone) ? Times.Clock(At, zone) : Times.When(At, zone, now);

    private static string First(ExceptionItem item) => item.Kind switch
    {
        "silent-terminal" => $"{item.Terminal} was last heard",
        "sales-waiting" => $"{item.Terminal} made the oldest that waits",
        "doubtful-count" when item.ReceiptNumber is null => $"Entered at {item.Terminal}",
        _ => $"{item.ReceiptNumber ?? item.Terminal} {Verb(item)} at {item.Terminal}",
    };

    private static string Verb(ExceptionItem item) => item.Kind switch { "over-refund" => "refunded", "quarantine" => "made", _ => "sold" };
}
