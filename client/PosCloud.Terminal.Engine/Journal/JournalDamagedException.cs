namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The journal can't be trusted (exit code 5): its file is damaged or its chain of hashes is broken.</summary>
public sealed class JournalDamagedException(string what, Exception? cause = null)
    : Exception($"The journal is damaged: {what} Keep the data folder as it is and call support; nothing was deleted.", cause);
