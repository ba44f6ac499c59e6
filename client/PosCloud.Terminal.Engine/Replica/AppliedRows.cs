using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Reads this terminal's rows of <c>terminal_applied</c> from a replica.</summary>
internal static class AppliedRows
{
    public static List<AppliedRow> Read(SqliteConnection replica, StoreId store, TerminalId terminal) => replica.List(
        "SELECT epoch, branch, through, chain_hash, quarantined FROM terminal_applied WHERE store = $store AND terminal = $terminal",
        row => new AppliedRow(
            JournalEpoch.Parse(row.GetString(0)), row.GetString(1), new JournalSequence(row.GetInt64(2)), row.GetString(3), Sequences(row.GetString(4))),
        ("$store", store.Value), ("$terminal", terminal.Value));

    /// <summary>Numbers out of text such as <c>[3,17]</c> or <c>3 17</c>.</summary>
    internal static HashSet<long> Sequences(string text)
    {
        var found = new HashSet<long>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (i > start) found.Add(long.Parse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture));
            else i++;
        }

        return found;
    }
}
