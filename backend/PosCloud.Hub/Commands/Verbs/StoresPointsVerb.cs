using System.Globalization;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

/// <summary>Shows or sets what customers of a store collect.</summary>
internal sealed class StoresPointsVerb(StoreEditor editor, StoreQueries stores, StoreArgument store, ChangeTeller teller) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var (id, currency) = await ReadAsync(arguments, cancellationToken);
        var now = (await stores.PointsAsync(cancellationToken)).GetValueOrDefault(id.Value, StorePoints.None);
        var wanted = new StorePoints(PerUnit(arguments) ?? now.PerUnit, Pays(arguments, currency) ?? now.PointMinorUnits);
        if (wanted != now)
        {
            var result = await editor.SetPointsAsync(id, wanted, ChangeTeller.Actor, cancellationToken);
            await teller.TellAsync(id.Value, result.Moved);
            if (result.Problem is { } problem) return VerbAnswer.Failed(ExitCodes.Refused, problem);
        }

        var text = (wanted.PerUnit == 0 ? $"Sales in {id} earn no points" : $"A whole {currency} in {id} earns {wanted.PerUnit} points")
            + (wanted.PointMinorUnits == 0 ? "; points don't pay there." : $"; a point pays {wanted.Pays(currency)} there.");
        return VerbAnswer.Of(arguments, new { store = id.Value, pointsPerUnit = wanted.PerUnit, pointPays = new MoneyJson(wanted.PointMinorUnits, currency.Code) }, text);
    }

    private async Task<(StoreId Store, Currency Currency)> ReadAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var id = await store.ReadAsync(arguments, cancellationToken);
        return (id, Currency.Parse((await stores.FindAsync(id, cancellationToken))!.Currency));
    }

    private static int? PerUnit(VerbArguments arguments)
    {
        if (arguments.Find("per-unit") is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var points) ? points : throw new VerbUsageException($"'{text}' is not a number of points.");
    }

    private static long? Pays(VerbArguments arguments, Currency currency)
    {
        if (arguments.Find("point-pays") is not { } text) return null;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pays) && pays < 1_000_000_000m
            ? Money.FromDecimal(pays, currency).MinorUnits
            : throw new VerbUsageException($"'{text}' is not an amount, for example 0.01.");
    }
}
