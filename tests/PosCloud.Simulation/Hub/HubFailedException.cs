namespace PosCloud.Simulation.Hub;

/// <summary>The hub failed in a way that would repeat: no fault explains it.</summary>
internal sealed class HubFailedException(Exception cause) : Exception("The hub failed: " + cause.Message, cause);
