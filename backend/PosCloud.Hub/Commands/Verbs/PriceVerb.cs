using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Catalogue;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class PriceVerb(CatalogueEditor editor, HubDatabase database, ChangeTeller teller) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var text = arguments.Require("sku");
        if (!Sku.TryParse(text, out var sku)) throw new VerbUsageException($"'{text}' is not a sku.");
        StoreId? store = arguments.Find("store") is not { } code ? null
            : StoreId.TryParse(code, out var id) ? id : throw new VerbUsageException($"'{code}' is not a store code.");
        if (await CurrencyAsync(sku, store, cancellationToken) is not { } currency) return VerbAnswer.Failed(ExitCodes.Refused, $"There is no sku {sku}.");
        var result = await editor.SetPriceAsync(sku, store, Price(arguments, currency), From(arguments), ChangeTeller.Actor, cancellationToken);
        await teller.TellAsync(store?.Value ?? "", result.Moved);
        return result.Problem is { } problem
            ? VerbAnswer.Failed(ExitCodes.Refused, problem)
            : VerbAnswer.Of(arguments, new { sku = sku.Value, version = result.Version }, $"Price of {sku} set, version {result.Version}.");
    }

    private async Task<Currency?> CurrencyAsync(Sku sku, StoreId? store, CancellationToken cancellationToken)
    {
        await using var hub = database.NewContext();
        var code = store is { } one
            ? await hub.Stores.Where(s => s.Store == one.Value).Select(s => s.Currency).FirstOrDefaultAsync(cancellationToken)
            : await hub.Prices.Where(p => p.Sku == sku.Value).Select(p => p.Currency).FirstOrDefaultAsync(cancellationToken)
                ?? await hub.Stores.OrderBy(s => s.Store).Select(s => s.Currency).FirstOrDefaultAsync(cancellationToken);
        return code is null ? null : Currency.Parse(code);
    }

    private static Money Price(VerbArguments arguments, Currency currency)
    {
        var text = arguments.Require("unit-price");
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price < 1_000_000_000m
            ? Money.FromDecimal(price, currency)
            : throw new VerbUsageException($"'{text}' is not a price, for example 2.50.");
    }

    private static DateTimeOffset? From(VerbArguments arguments)
    {
        if (arguments.Find("from") is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
            ? from
            : throw new VerbUsageException($"'{text}' is not a time, for example 2026-12-01T00:00Z.");
    }
}
