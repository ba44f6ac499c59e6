namespace PosCloud.Grains.Contracts.Orders;

/// <summary>Order pages; key: any, stateless.</summary>
[Alias("poscloud.IOrdersGrain")]
[RequiresRole(Roles.Viewer)]
public interface IOrdersGrain : IGrainWithStringKey
{
    [Alias("search")]
    Task<Page<OrderSummary>> SearchAsync(OrderSearch search);

    /// <summary>Null when there's no such order.</summary>
    [Alias("get")]
    Task<OrderDetail?> GetAsync(string store, string entry);
}
