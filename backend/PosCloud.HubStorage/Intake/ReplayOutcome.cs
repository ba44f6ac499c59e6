using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Intake;

/// <param name="Done">The fact left quarantine.</param>
/// <param name="Problem">Why it stays there, in words.</param>
/// <param name="Moved">Streams that the replay moved.</param>
public sealed record ReplayOutcome(bool Done, string? Problem, IReadOnlyList<PublishedStream> Moved);
