using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Model;

/// <summary>What the hub's tables hold for one store at one moment: what a replica with the cursor of that moment must hold.</summary>
internal sealed class StoreView
{
    /// <summary>Tables of a replica with their columns, by PROTOCOL.md; those of a store are filtered by it.</summary>
    private static readonly (string Table, bool OfStore, string Columns)[] Tables =
    [
        ("tax_rate", false, "id, name, rate"),
        ("product", false, "id, name, language, category, category_position, tax_rate, unit, position, active"),
        ("variant", false, "sku, sku_shown, product, options, position, active"),
        ("barcode", false, "code, sku"),
        ("price", false, "sku, valid_from, amount, currency, version"),
        ("store", true, "store, name, currency, time_zone, culture, tax_mode, tax_rounding, cash_rounding, receipt_header, receipt_footer"),
        ("store_price", true, "store, sku, valid_from, amount, currency, version"),
        ("terminal_applied", true, "store, terminal, epoch, branch, through, chain_hash, quarantined, version"),
        ("stock", true, "store, sku, on_hand, opening, version"),
        ("sales_order", true, "store, entry, id, receipt_number, terminal, epoch, sequence, shift, business_date, occurred_at, kind, lines, total, tax"),
        ("order_line", true, "store, entry, line, sku, quantity, unit_price, amount, returns_order, returns_line"),
        ("payment", true, "store, entry, number, tender, amount, tendered"),
        ("shift", true, "store, terminal, id, number, opened_at, closed_at, orders, total"),
        ("cash_movement", true, "store, entry, terminal, shift, kind, amount"),
    ];

    /// <summary>Tables whose rows leave their stream after a while, with their keys; the hub keeps the rows.</summary>
    private static readonly Dictionary<string, string> Leaving = new(StringComparer.Ordinal)
    {
        ["sales_order"] = "store, entry", ["order_line"] = "store, entry, line", ["payment"] = "store, entry, number", ["shift"] = "store, terminal, id",
        ["cash_movement"] = "store, entry",
    };

    private StoreView(string store, Dictionary<string, List<string>> rows, HashSet<string> applied, Dictionary<string, long> onHand) =>
        (Store, Rows, Applied, OnHand) = (store, rows, applied, onHand);

    public string Store { get; }

    public Dictionary<string, List<string>> Rows { get; }

    /// <summary>Ids of facts whose movements the ledger of this store holds.</summary>
    public HashSet<string> Applied { get; }

    public Dictionary<string, long> OnHand { get; }

    public static StoreView OfHub(SqlFile hub, string store) => new(
        store,
        Read(hub, store),
        [.. hub.List("SELECT DISTINCT movement_id FROM movement WHERE store = $store", row => row.GetString(0), ("$store", store))],
        hub.List("SELECT sku, on_hand FROM stock WHERE store = $store", row => (row.GetString(0), row.GetInt64(1)), ("$store", store))
            .ToDictionary(stock => stock.Item1, stock => stock.Item2, StringComparer.Ordinal));

    public static Dictionary<string, List<string>> Read(SqlFile file, string? store)
    {
        var rows = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (table, ofStore, columns) in Tables)
        {
            // A replica is read whole: rows of another store in it would be seen.
            var where = ofStore && store is not null ? " WHERE store = $store" + InStream(table) : "";
            rows[table] = file.List(
                $"SELECT concat_ws('|', {string.Join(", ", columns.Split(", ").Select(c => $"COALESCE({c}, '-')"))}) AS text FROM {table}{where} ORDER BY text",
                row => row.GetString(0),
                where.Length == 0 ? [] : [("$store", store!)]);
        }

        return rows;
    }

    private static string InStream(string table) => !Leaving.TryGetValue(table, out var key) ? ""
        : $" AND EXISTS (SELECT 1 FROM change c WHERE c.stream = 'orders:' || store AND c.tbl = '{table}' AND c.pk = {key.Replace(", ", " || char(31) || ", StringComparison.Ordinal)} AND c.deleted = 0)";

    /// <summary>Null when both hold the same, else the first difference.</summary>
    public static string? Difference(Dictionary<string, List<string>> hub, Dictionary<string, List<string>> replica)
    {
        foreach (var (table, _, _) in Tables)
        {
            var (should, has) = (hub[table], replica[table]);
            if (should.SequenceEqual(has)) continue;
            var missing = should.Except(has).FirstOrDefault();
            var extra = has.Except(should).FirstOrDefault();
            return $"{table}: the hub has {missing ?? "nothing more"}, the replica has {extra ?? "nothing more"}";
        }

        return null;
    }
}
