using PosCloud.Terminal.Engine;

namespace PosCloud.SystemTests.Stage;

/// <summary>How a test wants its terminal.</summary>
/// <param name="Background">Syncs by itself, as in a shop; else only when the test says so.</param>
public sealed record TillSettings(bool Background = false, ShiftableClock? Clock = null, Action<TerminalEngineOptions>? Configure = null);
