using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;

namespace PosCloud.Dashboard.Text;

/// <summary>The hub's words in the words of the screens.</summary>
public static class Words
{
    public static SyncStatus Shown(this TerminalStatus status) => status switch
    {
        TerminalStatus.InSync => SyncStatus.InSync,
        TerminalStatus.Syncing => SyncStatus.Syncing,
        TerminalStatus.Behind => SyncStatus.Behind,
        TerminalStatus.Offline => SyncStatus.Offline,
        _ => SyncStatus.NeedsAttention,
    };

    /// <summary>Why a sync began.</summary>
    public static string Cause(string cause) => cause switch
    {
        "sale" => "New sale",
        "poll" => "Poll",
        "nudge" => "Change at the hub",
        "start" => "Start",
        "online" => "Back online",
        "manual" => "By hand",
        _ => Capital(cause),
    };

    /// <summary>How a sync ended.</summary>
    public static string Result(string result) => result.ToUpperInvariant() switch
    {
        "DONE" => "Done",
        "BUSY" => "Hub busy",
        "CLOCK" => "Clock wrong",
        "REVOKED" => "Revoked",
        "VERSION" => "Too old",
        "TOO_LARGE" => "Too large",
        "CREDENTIAL" => "Not known",
        _ => Capital(result),
    };

    /// <summary>Why stock moved.</summary>
    public static string Movement(string kind) => kind switch
    {
        "sold" => "Sale",
        "returned" => "Return",
        "received" => "Goods received",
        "adjusted" => "Adjustment",
        "counted" => "Count",
        _ => Capital(kind),
    };

    public static string Exception(string kind) => kind switch
    {
        "oversell" => "Oversell",
        "over-refund" => "Over-refund",
        "voucher-overdrawn" => "Voucher overdrawn",
        "points-overdrawn" => "Points overdrawn",
        "quarantine" => "Quarantine",
        "clone" => "Cloned terminal",
        "totals" => "Totals differ",
        "duplicate-id" => "Number used twice",
        "replica-differed" => "Copy fetched anew",
        "unknown-goods" => "Not in the catalogue",
        "restored" => "Hub restored",
        "readmitted" => "Terminal came back",
        "hole" => "Sales missing",
        "own-epoch" => "New receipt numbers",
        "doubtful-count" => "Doubtful count",
        "silent-terminal" => "Silent terminal",
        "sales-waiting" => "Sales wait",
        _ => Capital(kind),
    };

    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].Replace('-', ' ').Replace('_', ' ');
}
