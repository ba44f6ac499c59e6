using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Intake;

/// <param name="Applied">Facts that left quarantine.</param>
/// <param name="Waiting">Facts that still wait for a newer release.</param>
/// <param name="Moved">Streams whose terminals are to be nudged.</param>
public sealed record FutureReplayed(int Applied, int Waiting, IReadOnlyList<PublishedStream> Moved);
