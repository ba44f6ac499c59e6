using PosCloud.HubStorage.Catalogue;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class ImportCatalogueVerb(CatalogueImport import, StoreArgument stores, ChangeTeller teller) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var store = await stores.ReadAsync(arguments, cancellationToken);
        using var text = new StringReader(arguments.Require("file"));
        var dryRun = arguments.Has("dry-run");
        var result = await import.ImportAsync(text, store, dryRun, ChangeTeller.Actor, cancellationToken);
        await teller.TellAsync(store.Value, result.Moved);
        var json = new
        {
            rows = result.Rows,
            created = result.Created,
            updated = result.Updated,
            roundedPrices = result.RoundedPrices,
            errors = result.Errors.Select(e => new { row = e.Row, column = e.Column, message = e.Message }),
        };
        if (result.Errors.Count > 0)
        {
            var problems = string.Join('\n', result.Errors.Select(e => $"Row {e.Row}, {e.Column}: {e.Message}"));
            return VerbAnswer.Of(arguments, json, $"Nothing was imported.\n{problems}", ExitCodes.CheckFailed);
        }

        var did = dryRun ? "Checked" : "Imported";
        var rounded = result.RoundedPrices > 0 ? $" {result.RoundedPrices} prices were rounded." : "";
        return VerbAnswer.Of(arguments, json, $"{did} {result.Rows} rows: {result.Created} new, {result.Updated} changed.{rounded}");
    }
}
