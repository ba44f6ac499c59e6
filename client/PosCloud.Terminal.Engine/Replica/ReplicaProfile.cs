using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Credits;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Reads the store's settings from a replica.</summary>
internal static class ReplicaProfile
{
    /// <summary>Null when the replica has no usable row for this store: what the journal knows stays in force.</summary>
    public static StoreProfile? Read(SqliteConnection connection, StoreId store) => connection.List(
        """
        SELECT name, time_zone, culture, currency, tax_mode, tax_rounding, cash_rounding, receipt_header, receipt_footer
        FROM store WHERE store = $store
        """,
        row => Currency.TryParse(row.GetString(3), out var currency)
            ? new StoreProfile(
                store, row.GetString(0), row.GetString(1), row.GetString(2),
                new PricingRules(
                    currency,
                    row.GetString(4) == "added" ? TaxMode.Added : TaxMode.Included,
                    row.GetString(5) == "receipt" ? TaxRounding.Receipt : TaxRounding.Line,
                    (int)Math.Clamp(row.GetInt64(6), 1, PricingRules.MaxCashRoundingMinorUnits)),
                row.GetString(7), row.GetString(8), TaxRates(connection),
                (int)Math.Clamp(Setting(connection, store, PointsRules.EarnedSku), 0, PointsRules.MaxPerUnit),
                Math.Clamp(Setting(connection, store, PointsRules.PointSku), 0, PointsRules.MaxPointMinorUnits))
            : null,
        ("$store", store.Value)).FirstOrDefault();

    // Lines of the store's price list that no goods have; they always hold.
    private static long Setting(SqliteConnection connection, StoreId store, Sku sku) =>
        connection.Scalar("SELECT amount FROM store_price WHERE store = $store AND sku = $sku AND valid_from = 0", ("$store", store.Value), ("$sku", sku.Value)) as long? ?? 0;

    private static List<NamedTaxRate> TaxRates(SqliteConnection connection) => connection.List(
        "SELECT id, name, rate FROM tax_rate ORDER BY rate DESC, id",
        row => new NamedTaxRate(row.GetString(0), row.GetString(1), Rate(row.GetInt64(2))));

    internal static TaxRate Rate(long partsPerMillion) => new((int)Math.Clamp(partsPerMillion, 0, TaxRate.MaxPartsPerMillion));
}
