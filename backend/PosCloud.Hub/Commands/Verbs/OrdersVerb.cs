using System.Globalization;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class OrdersVerb(OrderQueries orders, StoreArgument stores) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var store = await stores.ReadAsync(arguments, cancellationToken);
        var filter = new OrderFilter(store.Value, null, null, Since(arguments), null, null, QueryPage<OrderItem>.MaxLimit);
        var rows = new List<OrderJson>();
        for (string? after = null; ;)
        {
            var page = await orders.SearchAsync(filter with { After = after }, cancellationToken);
            rows.AddRange(page.Items.Select(o => new OrderJson(o.ReceiptNumber, o.Terminal, new MoneyJson(o.Total, o.Currency), o.Lines, o.Kind, o.Status)));
            if ((after = page.Next) is null) break;
        }

        var text = string.Join('\n', rows.Select(r => $"{r.ReceiptNumber,-20} {r.Total,14} {r.Lines,3} lines  {r.Kind,-8} {r.Status}"));
        return VerbAnswer.Of(arguments, new { orders = rows }, rows.Count == 0 ? "No orders." : text);
    }

    private static DateTimeOffset? Since(VerbArguments arguments)
    {
        if (arguments.Find("since") is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? since
            : throw new VerbUsageException($"'{text}' is not a time, for example 2026-12-01T00:00Z.");
    }

    private sealed record OrderJson(string ReceiptNumber, string Terminal, MoneyJson Total, long Lines, string Kind, string Status);
}
