using PosCloud.Domain.Identity;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Intake;

/// <summary>Where a fact stands on the hub.</summary>
/// <param name="Branch">Empty for a journal's first line, else the chain hash of the branch's first fact.</param>
public readonly record struct FactPlace(TerminalId Terminal, JournalEpoch Epoch, string Branch, JournalSequence Sequence)
{
    public string Entry => EntryKey.Of(Terminal, Epoch, Branch, Sequence);
}
