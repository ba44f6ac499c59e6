using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Fleet;

/// <summary>All terminals' newest summaries and what the first page says of them together.</summary>
public sealed class FleetBoard(string merchant)
{
    private readonly Dictionary<string, TerminalSummary> _terminals = new(StringComparer.Ordinal);
    private long _version;

    public MinuteCounts Minutes { get; } = new();

    public FleetCounts Counts { get; set; } = FleetCounts.None;

    public void Put(TerminalSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        _terminals[summary.Terminal] = summary;
    }

    public FleetOverview Show(DateTimeOffset now)
    {
        // By the clock, so that it is another one also when the grain moves to another node and begins anew.
        _version = Math.Max(_version + 1, now.ToUnixTimeMilliseconds());
        var terminals = _terminals.Values
            .OrderBy(t => t.Status).ThenByDescending(t => t.PendingOrders).ThenBy(t => t.Terminal, StringComparer.Ordinal).ToList();
        return new FleetOverview(
            _version, now, merchant, terminals, Minutes.Until(now), Waiting(terminals), Counts.SalesToday, Counts.SalesTodayAmounts,
            Counts.OpenExceptions, Counts.QuarantinedFacts, Attention(terminals), Counts.SalesSameDayLastWeek)
        {
            BackupAt = Counts.BackupAt,
        };
    }

    private static List<StoreWaiting> Waiting(IEnumerable<TerminalSummary> terminals) =>
    [
        .. terminals.GroupBy(t => t.Store, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new StoreWaiting(s.Key, s.First().StoreName, s.Sum(t => t.PendingOrders), Sum(s.Select(t => t.PendingAmount)))),
    ];

    // A store has one currency.
    private static Amount? Sum(IEnumerable<Amount?> amounts)
    {
        var known = amounts.OfType<Amount>().ToList();
        return known.Count == 0 ? null : new Amount(known.Sum(a => a.MinorUnits), known[0].Currency);
    }

    private List<string> Attention(IEnumerable<TerminalSummary> terminals)
    {
        var reasons = terminals.Where(t => t.AttentionReason is not null).Select(t => $"{t.Terminal}: {t.AttentionReason}").ToList();
        if (Counts.OpenExceptions > 0) reasons.Add(Counts.OpenExceptions == 1 ? "1 exception to decide" : $"{Counts.OpenExceptions} exceptions to decide");
        if (Counts.QuarantinedFacts > 0) reasons.Add(Counts.QuarantinedFacts == 1 ? "1 entry in quarantine" : $"{Counts.QuarantinedFacts} entries in quarantine");
        if (Counts.BackupReminder is { } backup) reasons.Add(backup);
        return reasons;
    }
}
