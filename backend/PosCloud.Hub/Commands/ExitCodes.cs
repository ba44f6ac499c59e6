namespace PosCloud.Hub.Commands;

/// <summary>What a command's exit code means; the same numbers in all three programs.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int CheckFailed = 1;
    public const int BadUsage = 2;
    public const int Refused = 4;
    public const int Damaged = 5;
    public const int Locked = 6;
}
