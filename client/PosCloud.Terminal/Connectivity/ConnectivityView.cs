using PosCloud.Ui;

namespace PosCloud.Terminal.Connectivity;

/// <summary>What the status button says.</summary>
/// <param name="Status">The state, which decides the icon.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Done">Progress, or null when nothing runs that has one.</param>
/// <param name="Total">Whole of the progress.</param>
public sealed record ConnectivityView(SyncStatus Status, string Text, double? Done = null, double Total = 0)
{
    /// <summary>On a terminal its own being offline is amber: selling goes on, but somebody should know.</summary>
    public Tone Tone => Status == SyncStatus.Offline ? Tone.Warn : Status.Tone();
}
