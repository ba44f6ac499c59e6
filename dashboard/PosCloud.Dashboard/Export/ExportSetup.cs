using System.Security.Claims;
using PosCloud.Dashboard.Accounts;
using PosCloud.Dashboard.Hub;
using PosCloud.Dashboard.Live;
using PosCloud.Dashboard.Orders;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Orders;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Contracts.Stores;
using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Dashboard.Export;

/// <summary>Tables as CSV files, with the rights of the person who downloads them.</summary>
public static class ExportSetup
{
    /// <summary>Rows in one file; a narrower search gets the rest.</summary>
    private const int MostRows = 10_000;

    private const int RowsPerRead = 500;

    public static void MapExports(this WebApplication app)
    {
        var exports = app.MapGroup("/export").RequireAuthorization();
        exports.MapGet("/terminals.csv", (HubClient hub, CurrentUser user, ClaimsPrincipal who) => FileAsync("terminals", user, who, async () =>
            ExportTables.Terminals((await hub.AskAsync(grains => grains.GetGrain<IFleetGrain>(IFleetGrain.Key).GetOverviewAsync())).Terminals)));
        exports.MapGet("/sessions.csv", (string terminal, HubClient hub, CurrentUser user, ClaimsPrincipal who) => FileAsync("sessions-" + terminal, user, who, async () =>
            ExportTables.Sessions((await hub.AskAsync(grains => grains.GetGrain<ITerminalGrain>(terminal).GetDetailAsync()))?.Sessions ?? [])));
        exports.MapGet("/stock.csv", (string store, HubClient hub, CurrentUser user, ClaimsPrincipal who) => FileAsync("stock-" + store, user, who, async () =>
            ExportTables.Stock(await AllAsync(after => hub.AskAsync(grains => grains.GetGrain<IStockGrain>(store).ListAsync(null, after, RowsPerRead))))));
        exports.MapGet("/ledger.csv", (string store, string sku, HubClient hub, CurrentUser user, ClaimsPrincipal who) => FileAsync($"ledger-{store}-{sku}", user, who, async () =>
            ExportTables.Ledger((await hub.AskAsync(grains => grains.GetGrain<IStockGrain>(store).GetLedgerAsync(sku, MostRows)))?.Rows ?? [])));
        exports.MapGet("/orders.csv", (string? q, string? store, string? terminal, string? day, HubClient hub, CurrentUser user, ClaimsPrincipal who) => FileAsync("orders", user, who, async () =>
        {
            var stores = new StoreDirectory(await hub.AskAsync(grains => grains.GetGrain<IStoresGrain>("stores").ListAsync()));
            var query = new OrdersQuery(q, store, terminal, day);
            return ExportTables.Orders(await AllAsync(after => hub.AskAsync(grains =>
                grains.GetGrain<IOrdersGrain>("orders").SearchAsync(query.ToSearch(stores, after, RowsPerRead)))));
        }));
    }

    private static async Task<IResult> FileAsync(string name, CurrentUser user, ClaimsPrincipal who, Func<Task<CsvFile>> make)
    {
        user.OfRequest(who);
        try
        {
            return Results.File((await make()).ToBytes(), "text/csv; charset=utf-8", string.Concat(name.Split(Path.GetInvalidFileNameChars())) + ".csv");
        }
        catch (HubException failure)
        {
            return Results.Problem(failure.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        var rows = new List<T>();
        string? after = null;
        do
        {
            var page = await read(after);
            rows.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && rows.Count < MostRows);
        return rows;
    }
}
