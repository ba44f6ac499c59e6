using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using PosCloud.Hub.Commands;
using PosCloud.Hub.Nodes;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;

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
        OptionsValidationException options => new(ExitCodes.BadUsage, "A setting is wrong. " + string.Join(" ", options.Failures)),
        IOException { InnerException: AddressInUseException } inUse => new(
            ExitCodes.Locked, $"{inUse.Message} Another program listens there; end it or choose another address with --urls."),
        NodesProblemException nodes => new(ExitCodes.CheckFailed, nodes.Message),
        PortTakenException taken => new(ExitCodes.Locked, taken.Message),
        UnauthorizedAccessException denied => new(ExitCodes.BadUsage, denied.Message + " Choose a folder that this user may write to with --data."),
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };
}
