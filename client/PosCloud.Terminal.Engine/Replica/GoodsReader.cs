using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>
/// Reads skus with their price of the moment and the hub's on hand, in one statement. Price: the store's own list
/// replaces the default one, and the newest that has begun counts.
/// </summary>
internal static class GoodsReader
{
    private const string Columns = """
        SELECT v.sku, v.sku_shown, v.product, p.name, p.language, v.options, p.category, p.unit, COALESCE(t.rate, 0),
          (SELECT b.code FROM barcode b WHERE b.sku = v.sku ORDER BY b.code LIMIT 1),
          COALESCE(
            (SELECT s.amount || ' ' || s.version || ' ' || s.currency FROM store_price s
             WHERE s.store = $store AND s.sku = v.sku AND s.valid_from <= $at ORDER BY s.valid_from DESC LIMIT 1),
            (SELECT d.amount || ' ' || d.version || ' ' || d.currency FROM price d
             WHERE d.sku = v.sku AND d.valid_from <= $at ORDER BY d.valid_from DESC LIMIT 1)),
          (SELECT k.on_hand FROM stock k WHERE k.store = $store AND k.sku = v.sku)
        """;

    private const string Joined = " JOIN product p ON p.id = v.product LEFT JOIN tax_rate t ON t.id = p.tax_rate ";

    public static List<CatalogueItem> BySku(SqliteConnection replica, PriceMoment moment, Sku sku) =>
        Read(replica, moment, "FROM variant v" + Joined + "WHERE v.sku = $key", sku.Value);

    public static List<CatalogueItem> ByBarcode(SqliteConnection replica, PriceMoment moment, Barcode barcode) =>
        Read(replica, moment, "FROM barcode scanned JOIN variant v ON v.sku = scanned.sku" + Joined + "WHERE scanned.code = $key", barcode.Value);

    /// <summary>The given skus in the given order.</summary>
    public static List<CatalogueItem> BySkus(SqliteConnection replica, PriceMoment moment, IEnumerable<string> skus) =>
        Read(replica, moment, "FROM json_each($key) j JOIN variant v ON v.sku = j.value" + Joined + "ORDER BY j.key", ToJson(skus));

    /// <summary>Active variants of the given products, product by product, each in the shop's order.</summary>
    public static List<CatalogueItem> OfProducts(SqliteConnection replica, PriceMoment moment, IEnumerable<string> products) =>
        Read(replica, moment, "FROM json_each($key) j JOIN variant v ON v.product = j.value AND v.active = 1" + Joined + "ORDER BY j.key, v.position, v.sku", ToJson(products));

    public static UnitOfSale Unit(string word) => word == "kg" ? UnitOfSale.Kilogram : UnitOfSale.Piece;

    private static string ToJson(IEnumerable<string> keys) => JsonSerializer.Serialize([.. keys], EngineJson.Default.StringArray);

    private static List<CatalogueItem> Read(SqliteConnection replica, PriceMoment moment, string from, string key) => replica.List(
        Columns + " " + from, row => Read(row, moment.Currency),
        ("$store", moment.Store.Value), ("$at", moment.At.ToUnixTimeMilliseconds()), ("$key", key));

    private static CatalogueItem Read(SqliteDataReader row, Currency currency)
    {
        var price = row.TextOrNull(10)?.Split(' ');
        // A price in another currency than the store's is no price here; a person enters one.
        var usable = price is [_, _, var code] && code == currency.Code;
        return new CatalogueItem(
            Sku.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.TextOrNull(4),
            row.GetString(5) is { Length: > 0 } options ? options : null, row.GetString(6), Unit(row.GetString(7)), ReplicaProfile.Rate(row.GetInt64(8)),
            usable ? new Money(long.Parse(price![0], CultureInfo.InvariantCulture), currency) : null,
            usable ? long.Parse(price![1], CultureInfo.InvariantCulture) : null,
            row.TextOrNull(9), row.NumberOrNull(11) is { } onHand ? new Quantity(onHand) : null);
    }
}

/// <summary>Where and when a price has to hold.</summary>
internal readonly record struct PriceMoment(StoreId Store, Currency Currency, DateTimeOffset At);
