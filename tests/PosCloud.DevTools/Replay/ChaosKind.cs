namespace PosCloud.DevTools.Replay;

/// <summary>What <c>--chaos</c> does on purpose.</summary>
internal enum ChaosKind
{
    /// <summary>The hub is killed with minus nine while terminals sell and send, and started again.</summary>
    KillHub,

    /// <summary>A terminal is killed with minus nine in the middle of its sales, and started again.</summary>
    KillTerminal,

    /// <summary>A line breaks in the middle of what it carries, and is whole again an order or so later.</summary>
    CutLine,

    /// <summary>The hub is backed up while it works.</summary>
    Backup,

    /// <summary>A terminal is enrolled that the backup doesn't know.</summary>
    Enrol,

    /// <summary>The hub is killed, and the backup is put in the place of its database.</summary>
    Restore,

    /// <summary>A terminal's folder is copied while it is dead.</summary>
    Copy,

    /// <summary>That terminal goes on from the copy; what it sold since is only at the hub.</summary>
    SetBack,

    /// <summary>A terminal's folder is copied to a second device; both sell without a line, then both sync.</summary>
    Clone,
}
