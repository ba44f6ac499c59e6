using Microsoft.Data.Sqlite;
using PosCloud.Hub.Commands;
using PosCloud.Hub.Nodes;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.ServiceDefaults;

namespace PosCloud.Hub.Hosting;

/// <summary>Why the hub can't start, in words that name what to do.</summary>
internal sealed record StartProblem(int ExitCode, string Message)
{
    /// <summary>Null for what isn't one of the ordinary causes: that is a bug, and its stack trace is worth having.</summary>
    public static StartProblem? Explain(Exception error) => error switch
    {
        DatabaseLockedException locked => new(ExitCodes.Locked, locked.Message),
        HubSchemaOlderException older => new(ExitCodes.CheckFailed, older.Message),
        HubDatabaseUnusableException unusable => new(unusable.IsSetting ? ExitCodes.BadUsage : ExitCodes.CheckFailed, unusable.Message),
        HubNotMigratedException failed => new(ExitCodes.CheckFailed, failed.Message),
        HubSchemaNewerException newer => new(ExitCodes.Damaged, newer.Message),
        SqliteException { SqliteErrorCode: 11 or 26 } damaged => new(
            ExitCodes.Damaged, $"The hub's database is damaged: {damaged.Message} Put a backup in its place: poscloud-hub restore FILE."),
        SqliteException { SqliteErrorCode: 8 or 10 or 13 or 14 } unwritable => new(
            ExitCodes.CheckFailed, $"The hub's database can't be written: {unwritable.Message} Look at the disk's space and at this user's right to the folder of --data."),
        NodesProblemException nodes => new(ExitCodes.CheckFailed, nodes.Message),
        PortTakenException taken => new(ExitCodes.Locked, taken.Message),
        _ when HostProblem.Of(error) is { } shared => new(shared.ExitCode, shared.Message),
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
