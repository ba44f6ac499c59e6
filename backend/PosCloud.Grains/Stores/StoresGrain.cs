using Orleans.Concurrency;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Stores;
using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Queries;
using PosCloud.HubStorage.Rows;

namespace PosCloud.Grains.Stores;

/// <summary>Stores, enrolment into them, the audit log.</summary>
[StatelessWorker, GrainType("stores")]
public sealed class StoresGrain(StoreQueries stores, StoreEditor editor, EnrolmentCodes codes, HubAddresses addresses, IStreamNudge nudge, TimeProvider clock)
    : Grain, IStoresGrain
{
    public async Task<IReadOnlyList<StoreItem>> ListAsync()
    {
        var points = await stores.PointsAsync(CancellationToken.None);
        return [.. (await stores.ListAsync(CancellationToken.None)).Select(s => Item(s.Store, s.Terminals, points.GetValueOrDefault(s.Store.Store, StorePoints.None)))];
    }

    public async Task<ChangeOutcome> SaveAsync(StoreItem store)
    {
        var row = new StoreRow
        {
            Store = store.Store,
            Name = store.Name,
            Currency = store.Currency,
            TimeZone = store.TimeZone,
            Culture = store.Culture,
            TaxMode = store.TaxMode,
            TaxRounding = store.TaxRounding,
            CashRounding = store.CashRoundingMinorUnits,
            ReceiptHeader = store.ReceiptHeader,
            ReceiptFooter = store.ReceiptFooter,
        };
        var result = await editor.SaveAsync(row, mustBeNew: false, Caller.CurrentName, CancellationToken.None, new StorePoints(store.PointsPerUnit, store.PointMinorUnits));
        foreach (var moved in result.Moved) nudge.Moved(moved.Stream);
        if (result.Done) await GrainFactory.GetGrain<IFleetGrain>(IFleetGrain.Key).StoreChangedAsync(store.Store);
        return result.Problem is null ? ChangeOutcome.Success : ChangeOutcome.Refused(result.Problem);
    }

    public async Task<EnrolmentCodeAnswer> CreateEnrolmentCodeAsync(string store)
    {
        var made = StoreId.TryParse(store, out var id) ? await codes.MakeAsync(id, Caller.CurrentName, CancellationToken.None) : null;
        return made is null
            ? new EnrolmentCodeAnswer(null, clock.GetUtcNow(), addresses.PublicUrl, $"There is no store {store}.")
            : new EnrolmentCodeAnswer(made.Code, made.ExpiresAt, addresses.PublicUrl, null);
    }

    public async Task<EnrolmentCodeState?> GetEnrolmentStateAsync(string code) =>
        await codes.FindAsync(code, CancellationToken.None) is { } state
            ? new EnrolmentCodeState(state.Code, state.Store.Value, state.ExpiresAt, state.UsedAt, state.Terminal?.Value)
            : null;

    public async Task<IReadOnlyList<AuditItem>> AuditAsync(int limit) =>
        [.. (await stores.AuditAsync(limit, CancellationToken.None)).Select(a => new AuditItem(a.At, a.Actor, a.Detail))];

    private static StoreItem Item(StoreRow row, int terminals, StorePoints points) => new(
        row.Store, row.Name, row.Currency, row.TimeZone, row.Culture, row.TaxMode, row.TaxRounding, (int)row.CashRounding, row.ReceiptHeader, row.ReceiptFooter, terminals,
        points.PerUnit, points.PointMinorUnits);
}
