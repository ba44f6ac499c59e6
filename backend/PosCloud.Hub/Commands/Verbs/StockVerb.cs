using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class StockVerb(HubDatabase database, StoreArgument stores) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var store = (await stores.ReadAsync(arguments, cancellationToken)).Value;
        var sku = arguments.Find("sku");
        if (sku is not null) sku = Sku.TryParse(sku, out var key) ? key.Value : throw new VerbUsageException($"'{sku}' is not a sku.");
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var hub = snapshot.Context;
        var rows = await hub.Stock.AsNoTracking().Where(s => s.Store == store && (sku == null || s.Sku == sku)).OrderBy(s => s.Sku)
            .Select(s => new { s.Sku, s.OnHand, s.Opening }).ToListAsync(cancellationToken);
        // Summed from the ledger, so that whoever reads this can check that opening + movements = on hand.
        var sums = await hub.Movements.Where(m => m.Store == store && (sku == null || m.Sku == sku)).GroupBy(m => m.Sku)
            .Select(g => new { g.Key, Sum = g.Sum(m => m.Quantity + m.Compensation) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancellationToken);
        if (sku is not null && rows.Count == 0) return VerbAnswer.Failed(ExitCodes.Refused, $"Store {store} has no sku {sku}.");
        var json = rows.Select(r => new { sku = r.Sku, onHand = r.OnHand, opening = r.Opening, movements = sums.GetValueOrDefault(r.Sku) }).ToList();
        var text = string.Join('\n', json.Select(r => $"{r.sku,-24} {new Quantity(r.onHand),10}  opening {new Quantity(r.opening)}, movements {new Quantity(r.movements)}"));
        return VerbAnswer.Of(arguments, new { stock = json }, text);
    }
}
