using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Adds stores and edits how they sell.</summary>
public sealed class StoreEditor(HubWriter writer)
{
    /// <param name="mustBeNew">Refuses a code that is taken.</param>
    /// <param name="points">What customers collect; null leaves it as it is.</param>
    public Task<EditResult> SaveAsync(StoreRow store, bool mustBeNew, string by, CancellationToken cancellationToken, StorePoints? points = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        if ((Problem(store) ?? points?.Problem()) is { } problem) return Task.FromResult(EditResult.Refused(problem));
        return writer.RunAsync(
            async transaction =>
            {
                await CatalogueLock.TakeAsync(transaction);
                var old = await transaction.Context.Stores.AsNoTracking().FirstOrDefaultAsync(s => s.Store == store.Store);
                if (old is not null && mustBeNew) return EditResult.Refused($"The store {store.Store} exists already.");
                if (old is not null && old.Currency != store.Currency) return EditResult.Refused("A store's currency can't be changed: its orders are in it.");
                await AuditLog.WriteAsync(transaction, by, "store", $"Saved store {store.Store}, {store.Name}.", store.Store);
                var changes = new List<StateChange> { CatalogueRows.Of(store) };
                if (points is not null) changes.AddRange(await PointsAsync(transaction, store, points));
                return new EditResult(null, store.Store, 0, await StreamPublisher.PublishAsync(transaction, changes));
            },
            cancellationToken);
    }

    /// <summary>Sets what customers collect in a store that is there.</summary>
    public Task<EditResult> SetPointsAsync(StoreId store, StorePoints points, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Problem() is { } problem) return Task.FromResult(EditResult.Refused(problem));
        return writer.RunAsync(
            async transaction =>
            {
                await CatalogueLock.TakeAsync(transaction);
                if (await transaction.Context.Stores.AsNoTracking().FirstOrDefaultAsync(s => s.Store == store.Value) is not { } row) return EditResult.Refused($"There is no store {store}.");
                await AuditLog.WriteAsync(transaction, by, "points", $"Points of store {store}: {points.PerUnit} for a whole {row.Currency}, and one pays {points.Pays(Currency.Parse(row.Currency))}.", store.Value);
                return new EditResult(null, store.Value, 0, await StreamPublisher.PublishAsync(transaction, await PointsAsync(transaction, row, points)));
            },
            cancellationToken);
    }

    // Only what differs is published: each change is a row that every terminal of the store fetches.
    private static async Task<List<StateChange>> PointsAsync(HubTransaction transaction, StoreRow store, StorePoints points)
    {
        var changes = new List<StateChange>();
        foreach (var (sku, amount) in points.Lines)
        {
            var known = await transaction.Context.StorePrices.AsNoTracking().Where(p => p.Store == store.Store && p.Sku == sku.Value && p.ValidFrom == 0).ToListAsync();
            if (known.Select(p => p.Amount).DefaultIfEmpty(0).Single() == amount) continue;
            changes.Add(CatalogueRows.NewStorePrice(StoreId.Parse(store.Store), sku, new Money(amount, Currency.Parse(store.Currency)), 0, known));
        }

        return changes;
    }

    private static string? Problem(StoreRow store)
    {
        if (!StoreId.TryParse(store.Store, out _)) return $"'{store.Store}' is not a store code: use 1 to 8 letters A-Z or digits, for example S1.";
        if (string.IsNullOrWhiteSpace(store.Name) || store.Name.Length > 100) return "A store's name has 1 to 100 characters.";
        if (!Currency.TryParse(store.Currency, out _)) return $"'{store.Currency}' is not a currency code; it has three letters, for example EUR.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(store.TimeZone, out _)) return $"'{store.TimeZone}' is not a time zone; use an IANA name, for example Europe/Zagreb.";
        if (store.TaxMode is not ("included" or "added")) return "The tax mode is included or added.";
        if (store.TaxRounding is not ("line" or "receipt")) return "Tax is rounded per line or per receipt.";
        if (store.CashRounding is < 1 or > PricingRules.MaxCashRoundingMinorUnits) return $"The cash rounding step is 1 to {PricingRules.MaxCashRoundingMinorUnits} minor units.";
        return store.ReceiptHeader.Length > 400 || store.ReceiptFooter.Length > 400 ? "Receipt texts have at most 400 characters." : null;
    }
}
