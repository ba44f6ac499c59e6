using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace PosCloud.UnitTests.Dotmim;

/// <summary>
/// The two Dotmim projects are built only where Dotmim's packages are. So that a change of ours can't break them unnoticed,
/// their sources are compiled here without the packages: nothing may be missing but what is Dotmim's.
/// </summary>
public sealed partial class DotmimSourceTests
{
    private const string Hub = "backend/PosCloud.Hub.Dotmim";
    private const string Terminal = "client/PosCloud.Terminal.Dotmim";

    // What Dotmim's packages would bring: types, and members reached through a type of ours that derives from one.
    private static readonly HashSet<string> DotmimNames =
    [
        "Dotmim", "CoreProvider", "DbCommandType", "ExecuteCommandArgs", "HttpGettingClientChangesArgs", "HttpGettingRequestArgs", "HttpMessageOperationRequest",
        "HttpMessageSendChangesRequest", "HttpStep", "ISerializerFactory", "LocalOrchestrator", "NpgsqlSyncProvider", "RemoteOrchestrator", "RowsChangesSelectedArgs",
        "ScopeInfoClient", "SetupFilter", "SetupTable", "SqlSyncProvider", "SqliteSyncProvider", "SyncAgent", "SyncDirection", "SyncException", "SyncOptions",
        "SyncParameters", "SyncPolicy", "SyncProvision", "SyncRowState", "SyncSetup", "SyncTable", "SyncType", "SyncTypeConverter", "TransactionMode",
        "ConflictResolutionPolicy", "DatabaseChangesAppliedArgs", "DatabaseChangesSelectedArgs", "DatabaseChangesSelectingArgs", "GetCommandArgs",
        "HttpResponseFailureArgs", "HttpSendingRequestMessageArgs", "LocalTimestampLoadingArgs", "TriggerCreatingArgs", "WebRemoteOrchestrator", "WebServerAgent", "HandleRequestAsync", "ScopeName", "WriteExceptionAsync", "GetClientSerializer",
    ];

    [Theory]
    [InlineData(Hub)]
    [InlineData(Terminal)]
    public void Nothing_but_Dotmims_own_names_is_missing(string project)
    {
        Assert.NotEmpty(DotmimSources.Files(project));

        Assert.Empty(DotmimSources.Compile(project).Where(IsOurs).Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData(Hub, "HubWatermark.Sql", "_rows.MayLeave", "inbox.EnsureAsync", "caller.Store", "CarriedScopes.State", "ClientIds.IsOf")]
    [InlineData(Terminal, "transfer.Check", "line.Token", "transfer.Store", "ClientIds.New", "CarriedScopes.Facts")]
    public void Names_of_ours_that_changed_are_noticed(string project, params string[] used)
    {
        Assert.All(used, name => Assert.Contains(DotmimSources.Files(project), file => File.ReadAllText(file).Contains(name, StringComparison.Ordinal)));

        var noticed = DotmimSources.Compile(project, text => used.Aggregate(text, (changed, name) => changed.Replace(name, name + "Renamed", StringComparison.Ordinal)))
            .Where(IsOurs).Select(problem => problem.GetMessage()).ToList();

        Assert.All(used, name => Assert.Contains(noticed, message => message.Contains($"'{name.Split('.')[1]}Renamed'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Hub)]
    [InlineData(Terminal)]
    public void No_name_of_ours_is_inside_a_lambda_over_a_Dotmim_type_where_nothing_is_noticed(string project) =>
        Assert.Empty(DotmimSources.LambdasOverMissingTypes(project));

    private static bool IsOurs(Diagnostic problem) => problem.Id switch
    {
        // Written by a generator that doesn't run here.
        "CS8795" => !problem.GetMessage().Contains(".Log", StringComparison.Ordinal),
        // The type of a value that comes out of a missing method.
        "CS8130" => false,
        _ => !Quoted().Matches(problem.GetMessage()).Any(name => DotmimNames.Contains(name.Groups[1].Value)),
    };

    [GeneratedRegex(@"'([A-Za-z]+)\??'")]
    private static partial Regex Quoted();
}
