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
    public Task<EditResult> SaveAsync(StoreRow store, bool mustBeNew, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (Problem(store) is { } problem) return Task.FromResult(EditResult.Refused(problem));
        return writer.RunAsync(
            async transaction =>
            {
                await CatalogueLock.TakeAsync(transaction);
                var old = await transaction.Context.Stores.AsNoTracking().FirstOrDefaultAsync(s => s.Store == store.Store);
                if (old is not null && mustBeNew) return EditResult.Refused($"The store {store.Store} exists already.");
                if (old is not null && old.Currency != store.Currency) return EditResult.Refused("A store's currency can't be changed: its orders are in it.");
                await AuditLog.WriteAsync(transaction, by, "store", $"Saved store {store.Store}, {store.Name}.", store.Store);
                return new EditResult(null, store.Store, 0, await StreamPublisher.PublishAsync(transaction, [CatalogueRows.Of(store)]));
            },
            cancellationToken);
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
