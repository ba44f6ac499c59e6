namespace PosCloud.Hub.Commands;

/// <summary>An option has a value that can't be used; the message says which and what is possible.</summary>
public sealed class VerbUsageException(string message) : Exception(message);
