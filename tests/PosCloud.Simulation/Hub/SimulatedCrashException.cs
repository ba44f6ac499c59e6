namespace PosCloud.Simulation.Hub;

/// <summary>The process is killed at this place. Not a database error, so nothing in the product handles it.</summary>
internal sealed class SimulatedCrashException() : Exception("The simulated process was killed.");
