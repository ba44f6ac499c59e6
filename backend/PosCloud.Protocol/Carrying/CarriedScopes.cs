using System.Globalization;

namespace PosCloud.Protocol.Carrying;

/// <summary>
/// The set-up of an engine that moves rows by itself, made from <see cref="SyncedTables"/>: facts go up as rows of one
/// inbox, the hub's own tables come down together with the numbers and hashes that prove them.
/// </summary>
public static class CarriedScopes
{
    /// <summary>Facts on their way: the same name and columns in the terminal's outbox file and on the hub.</summary>
    public const string Inbox = "fact_inbox";

    /// <summary>The last change of each row: what a terminal checks the rows against.</summary>
    public const string Change = "change";

    /// <summary>What each stream must add up to.</summary>
    public const string Head = "stream_head";

    public static IReadOnlyList<string> InboxColumns { get; } =
        ["terminal", "epoch", "sequence", "chain_hash", "previous", "content_hash", "store", "content", "refused"];

    public static IReadOnlyList<string> ChangeColumns { get; } = ["stream", "tbl", "pk", "seq", "deleted", "row_hash"];

    public static IReadOnlyList<string> HeadColumns { get; } = ["stream", "seq", "row_count", "checksum"];

    /// <summary>Up: never in one scope with state, whose repair empties all tables of its scope on the terminal.</summary>
    public static CarriedScope Facts { get; } = new(Versioned("facts"), IsUp: true, [new CarriedTable(Inbox, InboxColumns, RowFilter.None)]);

    /// <summary>
    /// Down. The heads are read first and the changes right after: should an engine read its tables one after the other, the
    /// heads can only ask for too little. <c>terminal_applied</c> stands before <c>stock</c> for the same reason.
    /// </summary>
    public static CarriedScope State { get; } = new(
        Versioned("state"),
        IsUp: false,
        [
            new CarriedTable(Head, HeadColumns, RowFilter.Stream),
            new CarriedTable(Change, ChangeColumns, RowFilter.Stream),
            .. SyncedTables.All.Select(table => new CarriedTable(
                table.Name, [.. table.Columns.Select(column => column.Name)], table.IsPerStore ? RowFilter.Store : RowFilter.None)),
        ]);

    private static string Versioned(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}_v{ProtocolVersions.Schema}");
}
