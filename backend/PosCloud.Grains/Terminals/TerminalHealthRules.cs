namespace PosCloud.Grains.Terminals;

/// <summary>When a terminal counts as what; the times follow how often terminals poll.</summary>
public static class TerminalHealthRules
{
    /// <summary>Without a push line a terminal polls every 15 s: this long without a request means three were missed.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(45);

    /// <summary>Nodes call the roll of their lines every 5 s; a line that was missing four times went with its node.</summary>
    public static readonly TimeSpan LineForgottenAfter = TimeSpan.FromSeconds(20);

    /// <summary>A lost push line may be a reconnect; after this long without a new one or a request the terminal is offline.</summary>
    public static readonly TimeSpan LineGrace = TimeSpan.FromSeconds(2);

    /// <summary>After a start of the hub terminals come back by themselves; one that isn't heard within this time isn't there.</summary>
    public static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(6);

    /// <summary>Facts that still wait this long after an answer mean more than "the next request is on its way".</summary>
    public static readonly TimeSpan SyncingFor = TimeSpan.FromSeconds(10);

    /// <summary>In an open shift silence of this length is an alert: longer than a restart of the device takes.</summary>
    public static readonly TimeSpan SilenceAlertAfter = TimeSpan.FromMinutes(3);

    /// <summary>A fact that an online terminal made this long ago and still has to send is an alert.</summary>
    public static readonly TimeSpan WaitingAlertAfter = TimeSpan.FromMinutes(5);

    /// <summary>Old facts of a terminal that just came back leave within seconds; only what stays is an alert.</summary>
    public static readonly TimeSpan WaitingStandsFor = TimeSpan.FromSeconds(20);

    /// <summary>Requests of one terminal may be told in the other order, but not by more than this.</summary>
    public static readonly TimeSpan ToldLateWithin = TimeSpan.FromMinutes(1);

    /// <summary>Prices and stock older than this are called old; terminals poll every 60 s.</summary>
    public static readonly TimeSpan ReplicaOldAfter = TimeSpan.FromMinutes(5);
}
