using System.Data;
using Dotmim.Sync;
using Dotmim.Sync.Enumerations;
using PosCloud.Protocol.Carrying;

namespace PosCloud.Hub.Dotmim;

/// <summary>Dotmim's own set-up of the two scopes, made from the manifest.</summary>
internal static class DotmimSetups
{
    private const int StoreLength = 200;

    public static CarriedScope? Find(string? scopeName) =>
        CarriedScopes.Facts.Name == scopeName ? CarriedScopes.Facts : CarriedScopes.State.Name == scopeName ? CarriedScopes.State : null;

    public static SyncSetup Of(CarriedScope scope)
    {
        var setup = new SyncSetup();
        foreach (var table in scope.Tables)
        {
            setup.Tables.Add(new SetupTable(table.Name, table.Columns)
            {
                SyncDirection = scope.IsUp ? SyncDirection.UploadOnly : SyncDirection.DownloadOnly,
            });
            if (Where(table.Filter) is not { } where) continue;
            var filter = new SetupFilter(table.Name);
            filter.AddParameter(CarriedScope.StoreParameter, DbType.String, maxLength: StoreLength);
            filter.AddCustomWhere(where);
            setup.Filters.Add(filter);
        }

        return setup;
    }

    // Rows from before the scope have no tracking row, deleted ones have nothing else. Dotmim's own filters let every deletion through.
    private static string? Where(RowFilter filter) => filter switch
    {
        RowFilter.Store => $"COALESCE({{{{{{side}}}}}}.{{{{{{store}}}}}}, {{{{{{base}}}}}}.{{{{{{store}}}}}}) = @{CarriedScope.StoreParameter}",
        RowFilter.Stream => "COALESCE({{{side}}}.{{{stream}}}, {{{base}}}.{{{stream}}}) IN ('catalogue', CONCAT('store:', @for_store), CONCAT('orders:', @for_store))",
        _ => null,
    };
}
