using Dotmim.Sync;
using Dotmim.Sync.Enumerations;
using Dotmim.Sync.Web.Client;
using Dotmim.Sync.Web.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Carrying;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Dotmim;

/// <summary>Serves Dotmim's messages below one address, for terminals whose credential was checked.</summary>
internal sealed partial class DotmimHub(HubStorageOptions options, SessionShelf shelf, RepairSwitch repairs, TimeProvider clock, ILogger<DotmimHub> log)
{
    public async Task HandleAsync(HttpContext context, TerminalCaller caller)
    {
        if (DotmimSetups.Find(WebServerAgent.GetScopeName(context)) is not { } scope || !Guid.TryParse(WebServerAgent.GetClientSessionId(context), out var session))
        {
            await RefuseAsync(context, SyncErrorCode.Version, "This hub doesn't have the scope the terminal asked for: their versions differ.");
            return;
        }

        if (caller.Revoked && !scope.IsUp)
        {
            await RefuseAsync(context, SyncErrorCode.Revoked, "A manager revoked this terminal. Its sales are still taken, and wait for a manager.");
            return;
        }

        var shelved = repairs.Now.OwnSessions ? shelf.Open(caller.Terminal, session) : shelf.OpenShared();
        context.Features.Set<ISessionFeature>(shelved);
        var agent = Agent(scope, shelf.FolderOf(shelved));
        var guard = new RequestGuard(caller, scope, repairs.Now);
        guard.Attach(agent);
        new RowGuard(caller, scope, options.Kind, repairs.Now).Attach(agent.RemoteOrchestrator);
        await agent.HandleRequestAsync(context, null, null, context.RequestAborted);
        if (guard.Refused > 0) LogRefused(guard.Refused, caller.Terminal);
        if (WebServerAgent.GetCurrentStep(context) == HttpStep.EndSession) shelf.End(shelved);
    }

    /// <summary>Makes the inbox, the tracking tables and their triggers; the same again changes nothing.</summary>
    public async Task ProvisionAsync(FactInbox inbox, CancellationToken cancellationToken)
    {
        await inbox.EnsureAsync(cancellationToken);
        foreach (var scope in (CarriedScope[])[CarriedScopes.Facts, CarriedScopes.State])
        {
            var orchestrator = Agent(scope, Path.GetTempPath()).RemoteOrchestrator;
            await using var turn = await ProvisioningTurn.TakeAsync(options, cancellationToken);
            await orchestrator.ProvisionAsync(
                scope.Name, DotmimSetups.Of(scope),
                SyncProvision.ScopeInfo | SyncProvision.ScopeInfoClient | SyncProvision.StoredProcedures | SyncProvision.Triggers | SyncProvision.TrackingTable,
                cancellationToken: cancellationToken);
        }
    }

    private HubAgent Agent(CarriedScope scope, string batchFolder) => new(
        HubProviders.New(options), DotmimSetups.Of(scope), Options(scope, batchFolder), scope.Name, repairs.Now, clock, log);

    private SyncOptions Options(CarriedScope scope, string batchFolder) => new()
    {
        BatchDirectory = batchFolder,
        // The folder goes with the session; cleaned earlier, a repeated request would find only its own last part.
        CleanFolder = !repairs.Now.KeepBatches,
        CleanMetadatas = false,
        UseVerboseErrors = !repairs.Now.QuietErrors,
        TransactionMode = TransactionMode.AllOrNothing,
        // A fact sent again must land even where the hub has cleared it from the inbox meanwhile.
        ConflictResolutionPolicy = scope.IsUp ? ConflictResolutionPolicy.ClientWins : ConflictResolutionPolicy.ServerWins,
        Logger = NullLogger.Instance,
    };

    private Task RefuseAsync(HttpContext context, SyncErrorCode code, string message) =>
        new HubAgent(HubProviders.New(options), new SyncSetup(), new SyncOptions(), "", new HubRepairs(), clock, log)
            .WriteExceptionAsync(context.Request, context.Response, new RefusedException(code, message));

    [LoggerMessage(2022, LogLevel.Warning, "{Rows} rows or deletions that terminal {Terminal} may not send were kept out of the inbox's queue")]
    private partial void LogRefused(int rows, PosCloud.Domain.Identity.TerminalId terminal);
}
