namespace PosCloud.Ui;

/// <summary>How a terminal stands, in the five words that both programs use.</summary>
public enum SyncStatus
{
    /// <summary>Everything it made is at the hub and applied.</summary>
    InSync,

    /// <summary>Sending or fetching at this moment.</summary>
    Syncing,

    /// <summary>Connected, but sales or data wait longer than they should.</summary>
    Behind,

    /// <summary>Not connected; selling goes on.</summary>
    Offline,

    /// <summary>A person must act.</summary>
    NeedsAttention,
}
