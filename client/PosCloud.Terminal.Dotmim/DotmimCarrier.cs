using System.Net;
using System.Net.Http.Headers;
using Dotmim.Sync;
using Dotmim.Sync.Enumerations;
using Dotmim.Sync.Web.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using PosCloud.Protocol;
using PosCloud.Protocol.Carrying;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.Terminal.Dotmim;

/// <summary>
/// Carries rows with Dotmim.Sync. Provider, options and orchestrators are made anew for each transfer, because the library
/// changes the ones it is given; the connection to the hub is this terminal's own and kept.
/// </summary>
public sealed class DotmimCarrier
{
    /// <summary>Kilobytes of a batch; well below what the hub takes in one request.</summary>
    private const int BatchKilobytes = 1_000;

    private readonly CarrierRepairs _repairs;
    private readonly Lock _gate = new();
    private HttpClient? _client;

    private DotmimCarrier(CarrierRepairs repairs) => _repairs = repairs;

    public static RowCarrier Create() => Create(new CarrierRepairs());

    internal static RowCarrier Create(CarrierRepairs repairs)
    {
        var carrier = new DotmimCarrier(repairs);
        return new RowCarrier("Dotmim", carrier.SendFactsAsync, carrier.FetchStateAsync);
    }

    private Task SendFactsAsync(OutboxTransfer transfer, CancellationToken cancellation)
    {
        return RunAsync(transfer.Line, transfer.Path, CarriedScopes.Facts.Name, new SyncParameters(), Attach, cancellation);

        void Attach(LocalOrchestrator orchestrator)
        {
            if (_repairs.NoDeletionsUp) orchestrator.OnRowsChangesSelected(LeaveOutDeletion);
        }
    }

    private Task FetchStateAsync(StateTransfer transfer, CancellationToken cancellation)
    {
        return RunAsync(
            transfer.Line, transfer.Path, CarriedScopes.State.Name, new SyncParameters((CarriedScope.StoreParameter, transfer.Store.Value)), Attach, cancellation);

        void Attach(LocalOrchestrator orchestrator)
        {
            PlainWrites.Attach(orchestrator);
            orchestrator.OnDatabaseChangesApplied(Check);
        }

        // Still inside the transaction: what isn't proved is rolled back.
        void Check(DatabaseChangesAppliedArgs args)
        {
            if (transfer.Check((SqliteConnection)args.Connection) is { } problem) throw new CarryingFailedException(problem);
        }
    }

    private static void LeaveOutDeletion(RowsChangesSelectedArgs args)
    {
        if (args.SyncRow.RowState == SyncRowState.Deleted) args.SyncRow = null;
    }

    private async Task RunAsync(
        CarryingLine line, string path, string scope, SyncParameters parameters, Action<LocalOrchestrator> attach, CancellationToken cancellation)
    {
        var folder = Path.Combine(_repairs.OwnFolder ? line.WorkFolder : SyncOptions.GetDefaultUserBatchDirectory(), scope);
        string? refusal = null;
        try
        {
            var remote = new WebRemoteOrchestrator(
                new Uri(line.Hub, Routes.Dotmim), client: Client(line), syncPolicy: _repairs.NoRequestRetries ? SyncPolicy.WaitAndRetry(0, TimeSpan.Zero) : null,
                maxDownladingDegreeOfParallelism: 1);
            remote.OnHttpSendingRequest(Sign);
            remote.OnHttpResponseFailure(Note);
            var agent = new SyncAgent(new TerminalSqliteProvider(path, _repairs), remote, Options(folder));
            attach(agent.LocalOrchestrator);
            if (await IntroduceAsync(agent.LocalOrchestrator, line, scope, parameters).ConfigureAwait(false) && scope == CarriedScopes.Facts.Name)
            {
                // What stood in the file before its triggers is unknown to the library until it is told.
                await agent.SynchronizeAsync(scope, null, SyncType.Normal, parameters, null, cancellation).ConfigureAwait(false);
                await agent.LocalOrchestrator.UpdateUntrackedRowsAsync(scope, cancellationToken: cancellation).ConfigureAwait(false);
            }

            // The one overload that can be cancelled.
            await agent.SynchronizeAsync(scope, null, SyncType.Normal, parameters, null, cancellation).ConfigureAwait(false);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            throw CarrierFailure.Of(problem, refusal);
        }
        catch (SyncException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            if (_repairs.OwnFolder && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        void Sign(HttpSendingRequestMessageArgs args) => args.Request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", line.Token());

        void Note(HttpResponseFailureArgs args) => refusal = args.ErrorContent;
    }

    /// <summary>Gives a new file a name that says whose it is, before the library draws one that doesn't.</summary>
    /// <returns>True for a new file.</returns>
    private static async Task<bool> IntroduceAsync(LocalOrchestrator orchestrator, CarryingLine line, string scope, SyncParameters parameters)
    {
        var known = await orchestrator.GetAllScopeInfoClientsAsync().ConfigureAwait(false);
        foreach (var client in known)
        {
            if (client.Name == scope) return false;
        }

        await orchestrator.SaveScopeInfoClientAsync(new ScopeInfoClient
        {
            Id = ClientIds.New(line.Terminal),
            Name = scope,
            IsNewScope = true,
            Hash = parameters.Count == 0 ? SyncParameters.DefaultScopeHash : parameters.GetHash(),
            Parameters = parameters,
        }).ConfigureAwait(false);
        return true;
    }

    private static SyncOptions Options(string folder) => new()
    {
        BatchDirectory = folder,
        BatchSize = BatchKilobytes,
        CleanMetadatas = false,
        UseVerboseErrors = false,
        DisableConstraintsOnApplyChanges = false,
        TransactionMode = TransactionMode.AllOrNothing,
        Logger = NullLogger.Instance,
    };

    private HttpClient Client(CarryingLine line)
    {
        lock (_gate)
        {
            // The library compresses only for a request that asks for gzip and nothing else.
            return _client ??= new HttpClient(line.HttpHandler?.Invoke() ?? new HttpClientHandler
            {
                AutomaticDecompression = _repairs.AskForGzip ? DecompressionMethods.GZip : DecompressionMethods.GZip | DecompressionMethods.Deflate,
                UseCookies = false,
                AllowAutoRedirect = false,
            })
            { Timeout = TimeSpan.FromSeconds(100) };
        }
    }
}
