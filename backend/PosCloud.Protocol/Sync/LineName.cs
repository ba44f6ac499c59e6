using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <summary>One line of a journal: its epoch, and its branch, which is empty for the first line.</summary>
public sealed record LineName(JournalEpoch Epoch, string Branch);
