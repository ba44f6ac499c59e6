namespace PosCloud.Hub.Hosting;

/// <summary>A port that the hub needs is in use; a command ends with exit code 6.</summary>
public sealed class PortTakenException(string message) : Exception(message);
