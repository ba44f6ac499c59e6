using System.Diagnostics;
using Orleans.Concurrency;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Orders;
using PosCloud.Grains.Stock;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Grains.Orders;

/// <summary>Order pages.</summary>
[StatelessWorker, GrainType("orders")]
public sealed class OrdersGrain(OrderQueries orders) : Grain, IOrdersGrain
{
    public async Task<Page<OrderSummary>> SearchAsync(OrderSearch search)
    {
        var filter = new OrderFilter(search.Store, search.Terminal, search.Text, search.From, search.To, search.After, search.Limit);
        var page = await orders.SearchAsync(filter, CancellationToken.None);
        return new Page<OrderSummary>([.. page.Items.Select(Summary)], page.Next);
    }

    public async Task<OrderDetail?> GetAsync(string store, string entry)
    {
        if (!StoreId.TryParse(store, out var id) || await orders.FindAsync(id, entry, CancellationToken.None) is not { } view) return null;
        var order = view.Order;
        Amount Of(long minorUnits) => new(minorUnits, order.Currency);
        return new OrderDetail(
            Summary(view.Item), order.Id, order.Shift, order.BusinessDate, Of(order.Tax), Of(order.Discount), Of(order.CashRounding),
            [
                .. view.Lines.Select(l => new OrderDetailLine(
                    (int)l.Line, l.Sku, l.Name, l.Options, l.Quantity, l.Unit, Of(l.UnitPrice), l.PriceVersion, (int)l.TaxRate, Of(l.Discount), Of(l.Amount), l.Note,
                    l.ReturnsOrder is null ? null : view.ReturnedReceipts.GetValueOrDefault(l.ReturnsOrder, l.ReturnsOrder))),
            ],
            [.. view.Payments.Select(p => new OrderDetailPayment(p.Tender, Of(p.Amount), Of(p.Tendered), Of(p.Change), p.Reference))],
            [.. view.Movements.Select(LedgerRows.Of)],
            ActivityContext.TryParse(view.TraceParent, null, out var trace) ? trace.TraceId.ToHexString() : null,
            view.ContentHash,
            view.ChainHash);
    }

    private static OrderSummary Summary(OrderItem item) => new(
        item.Store, item.Entry, item.ReceiptNumber, item.Terminal, DateTimeOffset.FromUnixTimeMilliseconds(item.OccurredAt), item.ReceivedAt,
        new Amount(item.Total, item.Currency), (int)item.Lines, item.Kind, item.Status, item.Cashier);
}
