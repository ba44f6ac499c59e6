namespace PosCloud.HubStorage.Intake;

/// <summary>By which way facts come to the hub.</summary>
public enum FactSource
{
    /// <summary>The terminal itself, with its credential.</summary>
    Terminal,

    /// <summary>A file that somebody brought; the seal proves that the device wrote it.</summary>
    SealedFile,

    /// <summary>A file without a valid seal: its facts wait for a person.</summary>
    OpenFile,
}
