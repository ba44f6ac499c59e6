using System.Globalization;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Rows;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class StoresAddVerb(StoreEditor editor, ChangeTeller teller) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var rounding = arguments.Find("cash-rounding") ?? "1";
        if (!long.TryParse(rounding, NumberStyles.None, CultureInfo.InvariantCulture, out var cashRounding))
            throw new VerbUsageException($"'{rounding}' is not a cash rounding step in minor units.");
        var row = new StoreRow
        {
            Store = arguments.Require("code"),
            Name = arguments.Require("name"),
            Currency = arguments.Require("currency").ToUpperInvariant(),
            TimeZone = arguments.Require("time-zone"),
            Culture = arguments.Find("culture") ?? "en-IE",
            TaxMode = arguments.Find("tax-mode") ?? "included",
            TaxRounding = arguments.Find("tax-rounding") ?? "receipt",
            CashRounding = cashRounding,
            ReceiptHeader = arguments.Find("receipt-header") ?? "",
            ReceiptFooter = arguments.Find("receipt-footer") ?? "",
        };
        var result = await editor.SaveAsync(row, mustBeNew: true, ChangeTeller.Actor, cancellationToken);
        await teller.TellAsync(row.Store, result.Moved);
        return result.Problem is { } problem
            ? VerbAnswer.Failed(ExitCodes.Refused, problem)
            : VerbAnswer.Of(arguments, new { store = row.Store }, $"Added store {row.Store}, {row.Name}.");
    }
}
