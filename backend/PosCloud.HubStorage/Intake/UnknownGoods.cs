using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Tells a person of an order whose goods the catalogue doesn't have any more: the order is taken as it is. Lines at an open
/// price never were in the catalogue and aren't meant.
/// </summary>
internal sealed class UnknownGoods(HubTransaction transaction)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    public async Task RaiseAsync(FactPlace place, Fact fact, OrderCompleted order)
    {
        var missing = new List<OrderedLine>();
        foreach (var line in order.Lines.Where(l => l.PriceVersion is not null).DistinctBy(l => l.Sku))
        {
            if (!await IsKnownAsync(line.Sku.Value)) missing.Add(line);
        }

        if (missing.Count == 0) return;
        await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = "unknown-goods/" + place.Entry,
            Kind = ExceptionKinds.UnknownGoods,
            Store = fact.Store.Value,
            Terminal = place.Terminal.Value,
            ReceiptNumber = order.ReceiptNumber.Value,
            Sku = missing[0].Sku.Value,
            Entry = place.Entry,
            OccurredAt = fact.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = $"{order.ReceiptNumber} sold {string.Join(", ", missing.Take(3).Select(l => $"{l.Name} ({l.Sku})"))}{(missing.Count > 3 ? $" and {missing.Count - 3} more" : "")}: not in the catalogue. The sale stands and its stock is counted.",
        });
    }

    // One look-up per sku and upload: a busy upload sells the same goods again and again.
    private async Task<bool> IsKnownAsync(string sku)
    {
        if (_known.TryGetValue(sku, out var known)) return known;
        known = await transaction.FirstAsync("SELECT CAST(COUNT(*) AS BIGINT) FROM variant WHERE sku = @p0", row => row.GetInt64(0), sku) > 0;
        return _known[sku] = known;
    }
}
