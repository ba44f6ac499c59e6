using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>The price of a sku at a moment: the store's own list replaces the default one; the newest that has begun counts.</summary>
internal static class PriceReader
{
    public static (Money Amount, long Version)? At(SqliteConnection replica, StoreId store, Currency currency, Sku sku, DateTimeOffset at)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        var own = replica.List(
            """
            SELECT amount, currency, version FROM store_price
            WHERE store = $store AND sku = $sku AND valid_from <= $at ORDER BY valid_from DESC LIMIT 1
            """,
            Read, ("$store", store.Value), ("$sku", sku.Value), ("$at", milliseconds));
        var found = own.Count > 0
            ? own
            : replica.List(
                "SELECT amount, currency, version FROM price WHERE sku = $sku AND valid_from <= $at ORDER BY valid_from DESC LIMIT 1",
                Read, ("$sku", sku.Value), ("$at", milliseconds));
        // A price in another currency than the store's is no price here; a person enters one.
        return found.Count > 0 && found[0].Currency == currency.Code ? (new Money(found[0].Amount, currency), found[0].Version) : null;
    }

    private static (long Amount, string Currency, long Version) Read(SqliteDataReader row) => (row.GetInt64(0), row.GetString(1), row.GetInt64(2));
}
