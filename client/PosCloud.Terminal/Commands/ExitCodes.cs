namespace PosCloud.Terminal.Commands;

/// <summary>Exit codes shared by all programs of PosCloud.</summary>
public static class ExitCodes
{
    public const int Done = 0;
    public const int CheckFailed = 1;
    public const int BadUsage = 2;

    /// <summary>No connection; what was done is kept and will be sent.</summary>
    public const int Offline = 3;
    public const int Refused = 4;
    public const int Damaged = 5;
    public const int Locked = 6;
}
