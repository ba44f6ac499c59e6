namespace PosCloud.Terminal.Engine.Sync;

/// <summary>Whether the hub is there for this terminal: only what it answered counts, never what the network looks like.</summary>
/// <param name="Since">Offline and working offline: since when. Online: when the hub last answered. Null before the first contact.</param>
/// <param name="Done">Syncing: facts the hub has acknowledged.</param>
/// <param name="Total">Syncing: facts to send.</param>
/// <param name="Reason">Offline: what the last try said. Refused: what the hub said. For people.</param>
public sealed record Connectivity(ConnectivityKind Kind, DateTimeOffset? Since, int Done = 0, int Total = 0, string? Reason = null)
{
    /// <summary>One word, as commands print it.</summary>
    public string Word => Kind switch
    {
        ConnectivityKind.NotEnrolled => "not enrolled",
        ConnectivityKind.Online => "online",
        ConnectivityKind.Syncing => "syncing",
        ConnectivityKind.Offline => "offline",
        ConnectivityKind.WorkingOffline => "offline",
        ConnectivityKind.Refused => "refused",
        _ => throw new InvalidOperationException($"Unknown connectivity {Kind}."),
    };
}
