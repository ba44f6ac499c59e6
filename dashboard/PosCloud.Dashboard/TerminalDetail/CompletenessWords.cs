using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;

namespace PosCloud.Dashboard.TerminalDetail;

/// <summary>Whether everything a terminal sold is here, in words.</summary>
/// <param name="Headline">"All 1,284 orders of S1T1 up to 14:02 are here, €8,412.50".</param>
/// <param name="Detail">"1,283 applied, 1 in quarantine (€6.40). Journal unbroken, facts 1 to 1,431, epoch 1."</param>
public sealed record CompletenessWords(string Headline, string Detail, Tone Tone, IconName Icon)
{
    public static CompletenessWords Of(Grains.Contracts.Terminals.TerminalDetail detail, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var terminal = detail.Summary;
        var (tone, icon) = Look(terminal);
        return new CompletenessWords(HeadlineOf(detail, zone, now), DetailOf(detail.Completeness), tone, icon);
    }

    private static string HeadlineOf(Grains.Contracts.Terminals.TerminalDetail detail, TimeZoneInfo zone, DateTimeOffset now)
    {
        var terminal = detail.Summary;
        var journals = detail.Completeness;
        var held = Held(detail);
        var orders = journals.Sum(journal => journal.Orders) + held;
        if (terminal.LastSeen is null)
        {
            return $"{terminal.Terminal} is enrolled and hasn't synced yet";
        }

        if (orders == 0 && terminal.PendingOrders == 0)
        {
            return $"{terminal.Terminal} hasn't sold anything yet";
        }

        var last = journals.Max(journal => journal.LastOccurredAt);
        var upTo = last is { } at ? " up to " + Times.When(at, zone, now) : "";
        var sum = Amounts.Sum(journals.SelectMany(journal => new[] { journal.OrderAmount, held > 0 ? journal.QuarantinedAmount : null }).OfType<Amount>());
        var money = sum.Count > 0 ? ", " + string.Join(" + ", sum.Select(Amounts.Text)) : "";
        var here = Plural.Of(orders, "order");
        if (terminal.PendingOrders > 0)
        {
            return $"{here} of {terminal.Terminal}{upTo} {Are(orders)} here{money}; {Plural.Number(terminal.PendingOrders)} more wait on the terminal";
        }

        if (terminal.Status == TerminalStatus.Offline)
        {
            return $"{here} of {terminal.Terminal}{upTo} {Are(orders)} here{money}; unknown since {Times.When(terminal.LastSeen.Value, zone, now)}";
        }

        return orders == 1
            ? $"The one order of {terminal.Terminal}{upTo} is here{money}"
            : $"All {here} of {terminal.Terminal}{upTo} are here{money}";
    }

    // Sales in quarantine are here too; they are added where the hub counts only those that it could read.
    private static int Held(Grains.Contracts.Terminals.TerminalDetail detail)
    {
        var held = detail.Quarantine.Count(item => item.ReceiptNumber is not null);
        return detail.Completeness.Sum(journal => journal.Orders - journal.OrdersApplied) < held ? held : 0;
    }

    private static string DetailOf(IReadOnlyList<JournalCompleteness> journals)
    {
        if (journals.Count == 0)
        {
            return "Nothing of its journal has arrived.";
        }

        var applied = Plural.Number(journals.Sum(journal => journal.OrdersApplied)) + " applied";
        var quarantined = journals.Sum(journal => journal.Quarantined);
        var amounts = Amounts.Sum(journals.Select(journal => journal.QuarantinedAmount).OfType<Amount>());
        var held = quarantined == 0 ? "" : $", {Plural.Number(quarantined)} in quarantine" + (amounts.Count > 0 ? $" ({string.Join(" + ", amounts.Select(Amounts.Text))})" : "");
        var chains = journals.Select(journal => journal.AcceptedThrough == 0
            ? $"nothing of epoch {journal.Epoch} yet"
            : $"facts 1 to {Plural.Number(journal.AcceptedThrough)}, epoch {journal.Epoch}{(journal.Branch.Length > 0 ? $", second line {journal.Branch[..Math.Min(8, journal.Branch.Length)]}" : "")}");
        return $"{applied}{held}. Journal unbroken, {string.Join("; ", chains)}.";
    }

    private static (Tone Tone, IconName Icon) Look(TerminalSummary terminal) => terminal switch
    {
        { Status: TerminalStatus.NeedsAttention } => (Tone.Bad, IconName.Warning),
        { Status: TerminalStatus.Offline } => (Tone.Off, IconName.CloudOff),
        { PendingOrders: > 0 } or { Status: TerminalStatus.Behind } => (Tone.Warn, IconName.Clock),
        { LastSeen: null } => (Tone.Info, IconName.Terminal),
        _ => (Tone.Ok, IconName.Check),
    };

    private static string Are(int count) => count == 1 ? "is" : "are";
}
