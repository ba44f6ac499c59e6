using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Terminals;

/// <summary>What the database has of a terminal.</summary>
/// <param name="Summary">Its status isn't judged yet.</param>
/// <param name="Sessions">Today's, oldest first.</param>
public sealed record StoredTerminal(
    TerminalSummary Summary, string TimeZone, string Currency, DateTimeOffset EnrolledAt, string Machine, IReadOnlyList<StoredSession> Sessions);
