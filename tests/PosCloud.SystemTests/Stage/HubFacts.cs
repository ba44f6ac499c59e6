using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Rows;

namespace PosCloud.SystemTests.Stage;

/// <summary>What the hub's database really holds of one terminal.</summary>
internal static class HubFacts
{
    public static Task<List<FactRow>> FactsAsync(this HubStage hub, Till till) =>
        hub.QueryAsync(data => data.Facts.Where(fact => fact.Terminal == till.Name).OrderBy(fact => fact.Epoch).ThenBy(fact => fact.Sequence));

    public static Task<List<SalesOrderRow>> OrdersAsync(this HubStage hub, Till till) =>
        hub.QueryAsync(data => data.SalesOrders.Where(order => order.Terminal == till.Name).OrderBy(order => order.Entry));

    public static Task<List<MovementRow>> MovementsAsync(this HubStage hub, string sku) =>
        hub.QueryAsync(data => data.Movements.Where(movement => movement.Sku == sku).OrderBy(movement => movement.StockVersion));

    public static Task<List<QuarantineRow>> QuarantineAsync(this HubStage hub, Till till) =>
        hub.QueryAsync(data => data.Quarantine.Where(fact => fact.Terminal == till.Name));

    public static async Task<List<T>> QueryAsync<T>(this HubStage hub, Func<HubDbContext, IQueryable<T>> query)
        where T : class
    {
        await using var snapshot = await hub.Services.GetRequiredService<HubDatabase>().OpenSnapshotAsync(TestContext.Current.CancellationToken);
        return await query(snapshot.Context).AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
    }
}
