using Dotmim.Sync;
using Dotmim.Sync.Enumerations;
using Dotmim.Sync.Web.Client;
using Dotmim.Sync.Web.Server;
using PosCloud.HubStorage.Carrying;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Dotmim;

/// <summary>
/// Checks what a request says of itself against its credential: Dotmim believes the terminal's word for its identity and
/// for the values of the filters, and lets an upload change and delete every row of its table.
/// </summary>
internal sealed class RequestGuard(TerminalCaller caller, CarriedScope scope, HubRepairs repairs)
{
    private static readonly HashSet<HttpStep> Steps =
    [
        HttpStep.EnsureScopes, HttpStep.GetOperation, HttpStep.GetSummary, HttpStep.SendChangesInProgress, HttpStep.GetMoreChanges, HttpStep.SendEndDownloadChanges,
        HttpStep.EndSession,
    ];

    private readonly CarriedRows _rows = new(caller.Terminal, caller.Store);

    /// <summary>Rows and deletions that were not taken; for the log.</summary>
    public int Refused { get; private set; }

    public void Attach(WebServerAgent agent)
    {
        if (repairs.CheckRequests) agent.OnHttpGettingRequest(Check);
        if (repairs.OwnFactsOnly) agent.OnHttpGettingChanges(Sort);
    }

    private void Check(HttpGettingRequestArgs args)
    {
        if (!Steps.Contains(args.HttpStep)) throw new RefusedException(SyncErrorCode.Malformed, $"This hub has no step {args.HttpStep}.");
        CheckClient(args.Context.ClientId);
        CheckParameters(args.Context.Parameters);
        var client = args.Data switch
        {
            HttpMessageSendChangesRequest changes => changes.ScopeInfoClient,
            HttpMessageOperationRequest operation => operation.ScopeInfoClient,
            _ => null,
        };
        if (client is null) return;
        CheckClient(client.Id);
        CheckParameters(client.Parameters);
    }

    private void CheckClient(Guid? id)
    {
        if (id is { } given && !ClientIds.IsOf(caller.Terminal, given))
            throw new RefusedException(SyncErrorCode.Credential, $"That identity isn't one of terminal {caller.Terminal}.");
    }

    private void CheckParameters(SyncParameters? parameters)
    {
        if (scope.IsUp || parameters is null) return;
        foreach (var parameter in parameters)
        {
            if (parameter.Name != CarriedScope.StoreParameter || !string.Equals(parameter.Value?.ToString(), caller.Store.Value, StringComparison.Ordinal))
                throw new RefusedException(SyncErrorCode.Credential, $"Terminal {caller.Terminal} gets the state of store {caller.Store} only.");
        }
    }

    /// <summary>Lets the terminal's own rows through, keeps others aside under its own name with the reason, and drops deletions.</summary>
    private void Sort(HttpGettingClientChangesArgs args)
    {
        if (args.Request.Changes is not { } changes) return;
        if (!scope.IsUp)
        {
            Refused += changes.Tables.Sum(table => table.Rows.Count);
            changes.Clear();
            return;
        }

        foreach (var table in changes.Tables)
        {
            var (terminal, refused) = (1 + Column("terminal"), 1 + Column("refused"));
            foreach (var row in table.Rows.ToList())
            {
                if (row.Length != 1 + CarriedScopes.InboxColumns.Count || SyncTypeConverter.TryConvertTo<int>(row[0]) != (int)SyncRowState.Modified)
                {
                    // A deletion names keys only: nothing is lost with it.
                    table.Rows.Remove(row);
                    Refused++;
                    continue;
                }

                var why = _rows.WhyRefused(row[terminal]?.ToString());
                if (why is not null) Refused++;
                (row[terminal], row[refused]) = (caller.Terminal.Value, why!);
            }
        }
    }

    private static int Column(string name) => CarriedScopes.InboxColumns.ToList().IndexOf(name);
}
