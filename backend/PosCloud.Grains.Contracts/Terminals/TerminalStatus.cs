namespace PosCloud.Grains.Contracts.Terminals;

/// <summary>How a terminal is doing, worst first; one word and colour everywhere.</summary>
[GenerateSerializer]
public enum TerminalStatus
{
    /// <summary>A person must act: fork, quarantine that blocks the terminal itself, revoked while selling.</summary>
    NeedsAttention = 0,

    /// <summary>Silent for longer than its poll interval allows.</summary>
    Offline = 1,

    /// <summary>Seen lately, but sales wait or its prices are old.</summary>
    Behind = 2,

    Syncing = 3,

    InSync = 4,
}
