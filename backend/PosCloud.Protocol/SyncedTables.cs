using PosCloud.Protocol.Tables;
using static PosCloud.Protocol.Tables.ColumnKind;
using static PosCloud.Protocol.Tables.TableDirection;

namespace PosCloud.Protocol;

/// <summary>
/// Every replicated table, once: key, columns, direction, owner, stream and retention. Tables have the same names and
/// columns on the hub and on a terminal. From this list come the streams, a replica's schema, the rows on the wire and
/// the tables in the documents.
/// </summary>
/// <remarks>
/// Columns are only ever appended; a change here raises <see cref="ProtocolVersions.Schema"/>. Times are Unix
/// milliseconds, money is minor units, quantities are thousandths, rates are parts per million, booleans are 0 or 1.
/// </remarks>
public static class SyncedTables
{
    public static readonly SyncedTable TaxRate = new("tax_rate", Down, "hub", StreamKind.Catalogue,
        [Key("id", Text), new("name", Text), new("rate", Integer)]);

    /// <summary>What a tile shows; one or more variants are what is sold.</summary>
    public static readonly SyncedTable Product = new("product", Down, "hub", StreamKind.Catalogue,
        [Key("id", Text), new("name", Text), new("language", Text, Nullable: true), new("category", Text), new("category_position", Integer),
            new("tax_rate", Text), new("unit", Text), new("position", Integer), new("active", Integer)]);

    /// <summary><c>sku_shown</c> is the form people wrote; <c>options</c> the variant in words, empty for a product without variants.</summary>
    public static readonly SyncedTable Variant = new("variant", Down, "hub", StreamKind.Catalogue,
        [Key("sku", Text), new("sku_shown", Text), new("product", Text), new("options", Text), new("position", Integer), new("active", Integer)]);

    public static readonly SyncedTable Barcode = new("barcode", Down, "hub", StreamKind.Catalogue,
        [Key("code", Text), new("sku", Text)]);

    /// <summary>The default price list. The newest <c>valid_from</c> that isn't in the future counts; 0 is "always".</summary>
    public static readonly SyncedTable Price = new("price", Down, "hub", StreamKind.Catalogue,
        [Key("sku", Text), Key("valid_from", Integer), new("amount", Integer), new("currency", Text), new("version", Integer)]);

    public static readonly SyncedTable Store = new("store", Down, "hub", StreamKind.Store,
        [Key("store", Text), new("name", Text), new("currency", Text), new("time_zone", Text), new("culture", Text), new("tax_mode", Text),
            new("tax_rounding", Text), new("cash_rounding", Integer), new("receipt_header", Text), new("receipt_footer", Text)]);

    /// <summary>Prices of one store that replace the default list's.</summary>
    public static readonly SyncedTable StorePrice = new("store_price", Down, "hub", StreamKind.Store,
        [Key("store", Text), Key("sku", Text), Key("valid_from", Integer), new("amount", Integer), new("currency", Text), new("version", Integer)]);

    public static readonly SyncedTable Staff = new("staff", Down, "hub", StreamKind.Store,
        [Key("store", Text), Key("id", Text), new("name", Text), new("role", Text), new("active", Integer)]);

    public static readonly SyncedTable TerminalApplied = new("terminal_applied", Down, "hub", StreamKind.Store,
        [Key("store", Text), Key("terminal", Text), Key("epoch", Text), Key("branch", Text), new("through", Integer), new("chain_hash", Text),
            new("quarantined", Text), new("version", Integer)]);

    public static readonly SyncedTable Stock = new("stock", Down, "hub", StreamKind.Store,
        [Key("store", Text), Key("sku", Text), new("on_hand", Integer), new("opening", Integer), new("version", Integer)]);

    /// <summary><c>entry</c> is the fact's place, <see cref="EntryKey"/>, so that two orders with one id are both kept.</summary>
    public static readonly SyncedTable SalesOrder = new("sales_order", Both, "terminal", StreamKind.Orders,
        [Key("store", Text), Key("entry", Text), new("id", Text), new("receipt_number", Text), new("terminal", Text), new("epoch", Text),
            new("sequence", Integer), new("shift", Text), new("business_date", Text), new("occurred_at", Integer), new("kind", Text),
            new("lines", Integer), new("total", Integer), new("tax", Integer), new("discount", Integer), new("cash_rounding", Integer),
            new("currency", Text), new("cashier", Text, Nullable: true)], RetentionDays: 30);

    public static readonly SyncedTable OrderLine = new("order_line", Both, "terminal", StreamKind.Orders,
        [Key("store", Text), Key("entry", Text), Key("line", Integer), new("sku", Text), new("name", Text), new("options", Text, Nullable: true),
            new("quantity", Integer), new("unit", Text), new("unit_price", Integer), new("price_version", Integer, Nullable: true),
            new("tax_rate", Integer), new("discount", Integer), new("amount", Integer), new("tax", Integer),
            new("returns_order", Text, Nullable: true), new("returns_line", Integer, Nullable: true), new("note", Text, Nullable: true)], RetentionDays: 30);

    public static readonly SyncedTable Payment = new("payment", Both, "terminal", StreamKind.Orders,
        [Key("store", Text), Key("entry", Text), Key("number", Integer), new("tender", Text), new("amount", Integer), new("tendered", Integer),
            new("change", Integer), new("reference", Text, Nullable: true)], RetentionDays: 30);

    public static readonly SyncedTable Shift = new("shift", Both, "terminal", StreamKind.Orders,
        [Key("store", Text), Key("terminal", Text), Key("id", Text), new("number", Integer), new("business_date", Text),
            new("opened_at", Integer, Nullable: true), new("closed_at", Integer, Nullable: true), new("currency", Text),
            new("opening_float", Integer, Nullable: true), new("orders", Integer, Nullable: true), new("total", Integer, Nullable: true),
            new("expected_cash", Integer, Nullable: true), new("counted_cash", Integer, Nullable: true),
            new("first_receipt", Text, Nullable: true), new("last_receipt", Text, Nullable: true), new("cashier", Text, Nullable: true)], RetentionDays: 30);

    public static readonly SyncedTable CashMovement = new("cash_movement", Both, "terminal", StreamKind.Orders,
        [Key("store", Text), Key("entry", Text), new("terminal", Text), new("shift", Text), new("kind", Text), new("amount", Integer),
            new("currency", Text), new("reason", Text, Nullable: true), new("occurred_at", Integer), new("cashier", Text, Nullable: true)], RetentionDays: 30);

    /// <summary>All tables, in the order in which they're applied and listed. <c>terminal_applied</c> stands before <c>stock</c>.</summary>
    public static IReadOnlyList<SyncedTable> All { get; } =
    [
        TaxRate, Product, Variant, Barcode, Price, Store, StorePrice, Staff, TerminalApplied, Stock,
        SalesOrder, OrderLine, Payment, Shift, CashMovement,
    ];

    /// <summary>The table of that name, or null.</summary>
    public static SyncedTable? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    private static Column Key(string name, ColumnKind kind) => new(name, kind, IsKey: true);
}
