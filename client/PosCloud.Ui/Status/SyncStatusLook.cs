namespace PosCloud.Ui;

/// <summary>Word, icon and tone of a <see cref="SyncStatus"/>: the only place that decides them.</summary>
public static class SyncStatusLook
{
    /// <summary>The word shown, in the current UI culture.</summary>
    public static string Word(this SyncStatus status) => UiText.Of($"Status_{status}");

    /// <summary>The icon beside the word.</summary>
    public static IconName Icon(this SyncStatus status) => status switch
    {
        SyncStatus.InSync => IconName.Check,
        SyncStatus.Syncing => IconName.Sync,
        SyncStatus.Behind => IconName.Clock,
        SyncStatus.Offline => IconName.CloudOff,
        _ => IconName.Warning,
    };

    /// <summary>The colour. Offline is grey for a manager who looks at many terminals; a terminal shows its own as amber.</summary>
    public static Tone Tone(this SyncStatus status) => status switch
    {
        SyncStatus.InSync => Ui.Tone.Ok,
        SyncStatus.Syncing => Ui.Tone.Info,
        SyncStatus.Behind => Ui.Tone.Warn,
        SyncStatus.Offline => Ui.Tone.Off,
        _ => Ui.Tone.Bad,
    };

    /// <summary>CSS class of a tone.</summary>
    public static string Css(this Tone tone) => tone switch
    {
        Ui.Tone.Ok => "ok",
        Ui.Tone.Info => "info",
        Ui.Tone.Warn => "warn",
        Ui.Tone.Bad => "bad",
        _ => "off",
    };
}
