namespace PosCloud.Dashboard.Live;

/// <summary>How fresh the overview is.</summary>
public enum FeedState
{
    /// <summary>Nothing has come yet.</summary>
    Starting,

    /// <summary>The hub speaks.</summary>
    Live,

    /// <summary>The line broke a moment ago; values are still fresh enough to be believed.</summary>
    Reconnecting,

    /// <summary>Nothing has come for three intervals: values are shown dimmed, with their time.</summary>
    Stale,
}
