namespace PosCloud.Ui;

/// <summary>Meaning of a colour. The CSS class is the name in lower case.</summary>
public enum Tone
{
    /// <summary>Good, done.</summary>
    Ok,

    /// <summary>Under way, for information.</summary>
    Info,

    /// <summary>Unknown, stale or late.</summary>
    Warn,

    /// <summary>A person must act.</summary>
    Bad,

    /// <summary>Not connected or not in use.</summary>
    Off,
}
