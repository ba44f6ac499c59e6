using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>What could be read of a journal that can't be trusted.</summary>
/// <param name="Facts">In the order in which they were written; there may be holes.</param>
/// <param name="Floors">Where its epochs began, in their order.</param>
/// <param name="Replica">Number of the replica that served; null when it can't be read.</param>
/// <param name="Profile">The store's settings as JSON; null when they can't be read.</param>
/// <param name="Carts">Rows of open and parked sales.</param>
internal sealed record SalvagedJournal(
    TerminalIdentity Identity, IReadOnlyList<(long Position, JournalEntry Entry)> Facts, IReadOnlyList<(JournalEpoch Epoch, JournalFloor Floor)> Floors, long? Replica, string? Profile,
    IReadOnlyList<object?[]> Carts);
