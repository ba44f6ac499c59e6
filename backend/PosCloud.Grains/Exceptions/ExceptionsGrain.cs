using Orleans.Concurrency;
using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Grains.Exceptions;

/// <summary>What a person should decide.</summary>
[StatelessWorker, GrainType("exceptions")]
public sealed class ExceptionsGrain(ExceptionQueries exceptions) : Grain, IExceptionsGrain
{
    private const int MaxDecisionLength = 400;

    public async Task<Page<ExceptionItem>> ListAsync(bool includeResolved, string? after, int limit)
    {
        var page = await exceptions.ListAsync(includeResolved, null, after, limit, CancellationToken.None);
        return new Page<ExceptionItem>([.. page.Items.Select(Item)], page.Next);
    }

    public async Task<ChangeOutcome> ResolveAsync(string id, string decision)
    {
        if (string.IsNullOrWhiteSpace(decision) || decision.Length > MaxDecisionLength) return ChangeOutcome.Refused($"Say what was decided in 1 to {MaxDecisionLength} characters.");
        if (!await exceptions.ResolveAsync(id, decision, Caller.CurrentName, CancellationToken.None)) return ChangeOutcome.Refused("Somebody decided it already.");
        await GrainFactory.GetGrain<IFleetGrain>(IFleetGrain.Key).StoreChangedAsync("");
        // A terminal may need no attention any more.
        if (id.Split('/') is ["clone", var terminal, ..]) await GrainFactory.GetGrain<ITerminalGrain>(terminal).EvaluateAsync();
        return ChangeOutcome.Success;
    }

    internal static ExceptionItem Item(ExceptionView view)
    {
        var row = view.Row;
        return new ExceptionItem(
            row.Id, row.Kind, row.Store ?? "", row.Terminal, row.ReceiptNumber, row.OtherReceiptNumber, row.Sku, view.Name, row.Detail, view.Remedy,
            row.RaisedAt, row.ResolvedAt, row.Resolution, row.ResolvedBy, row.QuantityBefore, row.QuantityAfter, view.OnHandNow, view.QuarantineId,
            row.Entry, row.OtherEntry, row.OtherTerminal, Time(row.OccurredAt), Time(row.OtherOccurredAt));
    }

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
