namespace PosCloud.HubStorage.Sqlite;

/// <summary>Another process uses the data directory; a command ends with exit code 6.</summary>
public sealed class DatabaseLockedException(string message, Exception? inner = null) : Exception(message, inner);
