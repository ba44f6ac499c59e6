namespace PosCloud.DevTools.Replay;

/// <summary>What was asked of <c>replay</c>.</summary>
/// <param name="OfflineShare">Which part of the days a terminal spends without a network, from 0 to 1.</param>
/// <param name="Chaos">Seed of everything that goes wrong on purpose; null for none.</param>
/// <param name="Rows">Reads only so many rows of the file.</param>
/// <param name="Database">The hub's: <c>sqlite</c> or <c>postgresql</c>.</param>
internal sealed record ReplayOptions(string File, int Terminals, double OfflineShare, int? Chaos, int Rows, string Database, int PortBase, bool Json);
