using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Dashboard.Terminals;

/// <summary>One sentence about a terminal: what the hub knows, and since when it knows nothing.</summary>
public static class HubKnows
{
    public static string Sentence(TerminalSummary terminal, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        string When(DateTimeOffset at) => Times.When(at, zone, now);
        var sentence = terminal switch
        {
            { Status: TerminalStatus.NeedsAttention } => terminal.AttentionReason ?? "A person must look at this terminal",
            { Revoked: true, Quarantined: > 0 } => "Revoked",
            { Revoked: true } => "Revoked. What it still sends goes to quarantine",
            { LastSeen: null } => "Enrolled, hasn't synced yet",
            { Status: TerminalStatus.Offline, PendingOrders: > 0 } =>
                $"Last reported {Waiting(terminal)} at {When(terminal.LastSeen.Value)}, unknown since",
            { Status: TerminalStatus.Offline } => $"Unknown since {When(terminal.LastSeen.Value)}, nothing waited then",
            { Status: TerminalStatus.Syncing, PendingOrders: > 0 } => "Sending " + Plural.Of(terminal.PendingOrders, "sale"),
            { Status: TerminalStatus.Syncing } => "Fetching prices and stock",
            { Status: TerminalStatus.Behind, PendingOrders: > 0 } => Plural.Of(terminal.PendingOrders, "sale") + " waiting"
                + (terminal.OldestPending is { } oldest ? ", oldest " + When(oldest) : ""),
            { Status: TerminalStatus.Behind, ReplicaAsOf: { } asOf } => $"Prices and stock from {When(asOf)}",
            { LastReceiptAt: { } last } => $"All sales here up to {When(last)}",
            _ => "Nothing sold yet",
        };
        return terminal.Quarantined > 0 && terminal.Status != TerminalStatus.NeedsAttention
            ? sentence + $", {Plural.Number(terminal.Quarantined)} in quarantine"
            : sentence;
    }

    /// <summary>The sentence says something a person should notice.</summary>
    public static bool IsLoud(TerminalSummary terminal) =>
        terminal.Status is TerminalStatus.NeedsAttention or TerminalStatus.Offline;

    /// <summary>"CLONE 11:20", "Silent 12:01" or a dash.</summary>
    public static string LastError(TerminalSummary terminal, TimeZoneInfo zone, DateTimeOffset now) => terminal switch
    {
        { LastError: { Length: > 0 } error } => FirstClause(error) + (terminal.LastErrorAt is { } at ? " " + Times.When(at, zone, now) : ""),
        { Status: TerminalStatus.Offline, LastSeen: { } seen } => "Silent " + Times.When(seen, zone, now),
        _ => Amounts.None,
    };

    // What follows the first clause is advice, which has its place on the terminal's own page.
    private static string FirstClause(string error)
    {
        var end = error.IndexOfAny([';', '.', ':']);
        return Words.Capital(end > 0 ? error[..end] : error);
    }

    private static string Waiting(TerminalSummary terminal) =>
        Plural.Of(terminal.PendingOrders, "sale") + (terminal.PendingAmount is { MinorUnits: not 0 } amount ? " " + amount.Text() : "");
}
