namespace PosCloud.Ui;

/// <summary>One step of a thing's way: reached, under way, not reached, or held for a person.</summary>
public enum LampState
{
    /// <summary>Not reached.</summary>
    Off,

    /// <summary>Under way.</summary>
    Busy,

    /// <summary>Reached.</summary>
    On,

    /// <summary>Held until a person decides.</summary>
    Held,
}
