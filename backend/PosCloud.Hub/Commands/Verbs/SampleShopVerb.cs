using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Queries;
using PosCloud.HubStorage.Rows;

namespace PosCloud.Hub.Commands.Verbs;

/// <summary>Loads the sample shop's stores, catalogue and stock; refuses where there is a store already.</summary>
internal sealed class SampleShopVerb(StoreEditor editor, StoreQueries stores, CatalogueImport import, ChangeTeller teller) : IVerb
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "SampleShop");

    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        if ((await stores.ListAsync(cancellationToken)).Count > 0) return VerbAnswer.Failed(ExitCodes.Refused, "This hub has stores already; the sample shop goes into an empty hub only.");
        var rows = 0;
        var codes = new List<string>();
        foreach (var cells in (await File.ReadAllLinesAsync(Path.Combine(Folder, "stores.csv"), cancellationToken)).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')))
        {
            var row = NewStore(cells[0], cells[1], cells[2], cells[3]);
            var saved = await editor.SaveAsync(row, mustBeNew: true, ChangeTeller.Actor, cancellationToken);
            if (saved.Problem is { } problem) return VerbAnswer.Failed(ExitCodes.Damaged, problem);
            using var text = new StreamReader(Path.Combine(Folder, cells[4]));
            var result = await import.ImportAsync(text, StoreId.Parse(row.Store), dryRun: false, ChangeTeller.Actor, cancellationToken);
            if (result.Errors.Count > 0) return VerbAnswer.Failed(ExitCodes.Damaged, $"{cells[4]}, row {result.Errors[0].Row}: {result.Errors[0].Message}");
            await teller.TellAsync(row.Store, [.. saved.Moved, .. result.Moved]);
            rows += result.Rows;
            codes.Add(row.Store);
        }

        return VerbAnswer.Of(arguments, new { stores = codes, rows }, $"Loaded stores {string.Join(" and ", codes)} with {rows} rows.");
    }

    private static StoreRow NewStore(string code, string name, string currency, string timeZone) => new()
    {
        Store = code,
        Name = name,
        Currency = currency,
        TimeZone = timeZone,
        Culture = "en-IE",
        TaxMode = "included",
        TaxRounding = "receipt",
        CashRounding = 1,
        ReceiptHeader = name,
        ReceiptFooter = "Thank you",
    };
}
