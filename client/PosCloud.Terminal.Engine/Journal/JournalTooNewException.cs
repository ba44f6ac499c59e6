namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The journal was written by a newer version of this program; opening it could lose what only that one understands.</summary>
public sealed class JournalTooNewException(long found, long known)
    : Exception($"The journal has format {found}; this version of the program knows up to {known}. Install the newer version again: nothing was changed.")
{
    public long Found { get; } = found;

    public long Known { get; } = known;
}
