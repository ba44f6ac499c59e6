using System.Text;
using PosCloud.Protocol.Tables;

namespace PosCloud.Protocol.Bootstrap;

/// <summary>
/// A replica as a SQLite file, in SQL, because both sides make one: a terminal from pages, the hub as a file to fetch. Its
/// tables come from <see cref="SyncedTables"/>: the same names and columns as on the hub, plus three of bookkeeping per row
/// (its stream, change number and content hash) and the terminal's own look-ups.
/// </summary>
public static class ReplicaSchema
{
    /// <summary>Where everything begins; look-ups come once the rows are there.</summary>
    public static string Tables { get; } = TablesOf(SyncedTables.All) + """
        CREATE TABLE _meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE _head(stream TEXT PRIMARY KEY, sequence INTEGER NOT NULL, row_count INTEGER NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>What only look-ups need: much faster made once all rows are there than kept up row by row.</summary>
    public const string LookUps = """
        CREATE TABLE _search_row(id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, product TEXT NOT NULL);
        CREATE INDEX _search_row_product ON _search_row(product);
        CREATE VIRTUAL TABLE _search USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='unicode61');
        CREATE INDEX _product_category ON product(category, position, id) WHERE active = 1;
        CREATE INDEX _product_tab ON product(category, category_position) WHERE active = 1;
        CREATE INDEX _product_position ON product(position, id) WHERE active = 1;
        CREATE INDEX _variant_product ON variant(product, position);
        CREATE INDEX _barcode_sku ON barcode(sku);
        CREATE INDEX _sales_order_receipt ON sales_order(receipt_number);
        CREATE INDEX _sales_order_id ON sales_order(id);
        CREATE INDEX _order_line_returns ON order_line(returns_order) WHERE returns_order IS NOT NULL;
        """;

    /// <summary>What a search looks through: sku, product and the text that <see cref="SearchText.Fold"/> turns into words.</summary>
    public const string SearchRows = """
        SELECT v.sku, v.product, p.name || ' ' || v.options || ' ' || v.sku_shown
        FROM variant v JOIN product p ON p.id = v.product
        WHERE v.active = 1 AND p.active = 1
        """;

    /// <summary>The order in which search rows are numbered, so that results come in the shop's order.</summary>
    public const string SearchOrder = " ORDER BY p.position, p.id, v.position, v.sku";

    /// <summary>Statement that writes one row: its columns, then stream, number and hash, as the parameters <c>p0</c> and so on.</summary>
    /// <param name="verb"><c>INSERT</c>, <c>INSERT OR IGNORE</c> or <c>INSERT OR REPLACE</c>.</param>
    /// <param name="mark">What stands before a parameter's name.</param>
    public static string Insert(SyncedTable table, string verb, char mark)
    {
        ArgumentNullException.ThrowIfNull(table);
        var names = string.Join(", ", table.Columns.Select(c => c.Name));
        var values = string.Join(", ", Enumerable.Range(0, table.Columns.Count + 3).Select(i => $"{mark}p{i}"));
        return $"{verb} INTO {table.Name}({names}, _stream, _seq, _hash) VALUES ({values})";
    }

    private static string TablesOf(IEnumerable<SyncedTable> tables)
    {
        var sql = new StringBuilder();
        foreach (var table in tables)
        {
            sql.Append("CREATE TABLE ").Append(table.Name).Append('(');
            foreach (var column in table.Columns)
            {
                sql.Append(column.Name).Append(column.Kind == ColumnKind.Text ? " TEXT" : " INTEGER").Append(column.Nullable ? ", " : " NOT NULL, ");
            }

            sql.Append("_stream TEXT NOT NULL DEFAULT '', _seq INTEGER NOT NULL DEFAULT 0, _hash INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(")
                .AppendJoin(", ", table.Columns.Take(table.KeyLength).Select(c => c.Name))
                .AppendLine(")) WITHOUT ROWID;");
        }

        return sql.ToString();
    }
}
