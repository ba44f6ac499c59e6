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
        NodesProblemException nodes => new(ExitCodes.CheckFailed, nodes.Message),
        PortTakenException taken => new(ExitCodes.Locked, taken.Message),
        _ when HostProblem.Of(error) is { } shared => new(shared.ExitCode, shared.Message),
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
