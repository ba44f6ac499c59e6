namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The journal can't be brought to a format that this program works with; the file is as it was.</summary>
public sealed class JournalNotUpgradedException(long found, long needed, string why)
    : Exception($"The journal has format {found} and could not be brought to format {needed}: {why}. Nothing in it was changed. Free some space and start again, or install the version before and go on selling with it.")
{
    public long Found { get; } = found;

    public long Needed { get; } = needed;
}
