namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The journal can't be trusted (exit code 5): its file is damaged or its chain of hashes is broken.</summary>
public sealed class JournalDamagedException(string what, Exception? cause = null)
    : Exception($"The journal is damaged: {what} Nothing was deleted, and nothing more is sold on it. Run 'recover' on this data folder: it saves what can be read and goes on.", cause)
{
    /// <summary>What is wrong, in a few words.</summary>
    public string What { get; } = what;
}
