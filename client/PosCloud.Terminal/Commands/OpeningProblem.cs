using Microsoft.Extensions.Options;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Commands;

/// <summary>What can be wrong with a data folder, as an exit code.</summary>
public static class OpeningProblem
{
    /// <summary>Null when the exception is about something else.</summary>
    public static int? ExitCodeOf(Exception problem) => problem switch
    {
        JournalLockedException => ExitCodes.Locked,
        JournalTooNewException or JournalDamagedException => ExitCodes.Damaged,
        DiskFullException or JournalNotUpgradedException => ExitCodes.CheckFailed,
        UnauthorizedAccessException or DirectoryNotFoundException or OptionsValidationException => ExitCodes.BadUsage,
        _ => null,
    };
}
