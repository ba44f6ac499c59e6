using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Nudging;
using PosCloud.Grains.Telemetry;
using PosCloud.HubStorage.Ledger;

namespace PosCloud.Grains.Reconciling;

/// <summary>
/// Brings a terminal's accepted facts to the ledger: reads what isn't applied, lets the SKU grains propose, hands the batch
/// to the group commit and tells the SKU grains what was decided. Safe to repeat and to run twice at once: the ledger's
/// keys and its compare-and-set make the result exact.
/// </summary>
public sealed partial class Reconciler(
    PendingMovements pending, LedgerWriter ledger, SkuDesk skus, IStreamNudge nudge, TimeProvider clock, ILogger<Reconciler> log)
{
    // Somebody else who works on the same terminal makes progress too; this many times without own progress is no coincidence.
    private const int MaxStale = 50;

    /// <exception cref="InvalidOperationException">A batch can't be committed; the sweep tries again later.</exception>
    public async Task<ReconcileReport> RunAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        var (facts, stores, exceptions, stale) = (0L, new HashSet<StoreId>(), 0, 0);
        while (await pending.ReadAsync(terminal, cancellationToken) is { Count: > 0 } batches)
        {
            foreach (var batch in batches)
            {
                switch (await ApplyAsync(batch, cancellationToken))
                {
                    case ApplyResult.Applied applied:
                        facts += batch.Facts;
                        stores.Add(batch.Key.Store);
                        exceptions += applied.Exceptions.Count;
                        stale = 0;
                        break;
                    case ApplyResult.Stale when ++stale > MaxStale:
                        throw new InvalidOperationException($"The progress of terminal {terminal} moves under every try to reconcile it.");
                    case ApplyResult.Failed failed:
                        throw new InvalidOperationException($"Facts {batch.From + 1} to {batch.To} of terminal {terminal} can't be committed.", failed.Error);
                }
            }
        }

        return new ReconcileReport(facts, stores, exceptions);
    }

    private async Task<ApplyResult> ApplyAsync(ApplyBatch batch, CancellationToken cancellationToken)
    {
        using var span = HubTelemetry.Spans.StartActivity("hub.reconcile");
        span?.SetTag("poscloud.terminal", batch.Key.Terminal.Value);
        var (began, from) = (clock.GetTimestamp(), clock.GetUtcNow());
        var proposal = await skus.ProposeAsync(batch);
        var result = await ledger.ApplyAsync(batch, cancellationToken);
        if (result is not ApplyResult.Applied applied) return result;
        HubTelemetry.ReconcileDuration.Record(clock.GetElapsedTime(began).TotalSeconds);
        HubTelemetry.MovementsApplied.Add(batch.Movements.Count);
        if (applied.Exceptions.Count > 0) HubTelemetry.ExceptionsRaised.Add(applied.Exceptions.Count);
        foreach (var moved in applied.Moved) nudge.Moved(moved.Stream);
        Trace(batch, from, span);
        await skus.CommittedAsync(proposal, applied.Stock);
        LogApplied(batch.Key.Terminal, batch.From + 1, batch.To, batch.Movements.Count, applied.Exceptions.Count);
        return result;
    }

    private void Trace(ApplyBatch batch, DateTimeOffset from, Activity? span)
    {
        if (span is null) return;
        var now = clock.GetUtcNow();
        foreach (var sale in batch.Movements.Where(m => m.TraceParent is not null).DistinctBy(m => m.Place))
            SaleTrace.Record("hub.commit", sale.TraceParent, from, now, span.Context, sale.ReceiptNumber?.Value);
    }

    [LoggerMessage(2101, LogLevel.Debug, "Terminal {Terminal}: facts {First} to {Last} applied, {Movements} movements, {Exceptions} exceptions")]
    private partial void LogApplied(TerminalId terminal, long first, long last, int movements, int exceptions);
}
