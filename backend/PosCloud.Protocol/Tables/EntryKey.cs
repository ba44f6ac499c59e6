using System.Globalization;
using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Tables;

/// <summary>
/// A fact's place as one text key: <c>S1T1/1//000000000017</c> (terminal, epoch, branch, sequence of 12 digits), so that
/// text order is journal order. The branch is empty for a journal's first line.
/// </summary>
public static class EntryKey
{
    public static string Of(TerminalId terminal, JournalEpoch epoch, string branch, JournalSequence sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{terminal.Value}/{epoch.Value}/{branch}/{sequence.Value:D12}");
}
