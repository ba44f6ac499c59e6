namespace PosCloud.DevTools.Replay;

/// <summary>What went wrong on purpose.</summary>
/// <param name="Plan">As drawn from the seed.</param>
/// <param name="Happened">Times by name; faults on lines begin with <c>link:</c>.</param>
internal sealed record ChaosReport(int Seed, IReadOnlyList<string> Plan, IReadOnlyDictionary<string, int> Happened);
