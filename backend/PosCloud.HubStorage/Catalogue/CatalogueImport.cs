using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Imports a catalogue from CSV for one store: all rows in one transaction, or none.</summary>
public sealed class CatalogueImport(HubWriter writer)
{
    /// <param name="dryRun">Checks and counts only.</param>
    public async Task<CatalogueImportResult> ImportAsync(
        TextReader csv, StoreId store, bool dryRun, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var currency = await writer.RunAsync(
            transaction => transaction.FirstAsync("SELECT currency FROM store WHERE store = @p0", row => row.GetString(0), store.Value), cancellationToken);
        if (currency is null) return Failed(0, [new CatalogueImportError(0, "store", $"There is no store {store}.")]);
        var file = CatalogueFile.Read(csv, Currency.Parse(currency));
        if (file.Errors.Count > 0) return Failed(file.Rows.Count, file.Errors);
        return await writer.RunAsync(transaction => ApplyAsync(transaction, file, store, dryRun, by), cancellationToken);
    }

    private static async Task<CatalogueImportResult> ApplyAsync(HubTransaction transaction, CatalogueFile file, StoreId store, bool dryRun, string by)
    {
        await CatalogueLock.TakeAsync(transaction);
        var state = await CatalogueState.ReadAsync(transaction.Context, store.Value);
        var plan = new CatalogueImportPlan(state, store, transaction.Now);
        foreach (var row in file.Rows) plan.Add(row);
        plan.RemoveEmptied();
        if (plan.Errors.Count > 0) return Failed(file.Rows.Count, plan.Errors);
        IReadOnlyList<PublishedStream> moved = [];
        if (!dryRun && plan.Changes.Count + plan.Openings.Count > 0)
        {
            await AuditLog.WriteAsync(transaction, by, "import", $"Imported {file.Rows.Count} rows: {plan.Created} new, {plan.Updated} changed.", store.Value);
            moved = await StreamPublisher.PublishAsync(transaction, [.. plan.Changes, .. await OpeningStock.SetAsync(transaction, store, plan.Openings)]);
        }

        return new CatalogueImportResult(file.Rows.Count, plan.Created, plan.Updated, file.RoundedPrices, [], moved);
    }

    private static CatalogueImportResult Failed(int rows, IReadOnlyList<CatalogueImportError> errors) => new(rows, 0, 0, 0, errors, []);
}
