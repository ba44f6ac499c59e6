namespace PosCloud.DevTools.Terminals;

/// <summary>The till's process ended before it answered.</summary>
internal sealed class TillDiedException(string message) : Exception(message);
