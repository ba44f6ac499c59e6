using System.Text;
using Microsoft.Data.Sqlite;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>
/// Tables of a replica, generated from <see cref="SyncedTables"/>: the same names and columns as on the hub, plus three
/// of bookkeeping per row (its stream, change number and content hash) and the terminal's own look-ups.
/// </summary>
internal static class ReplicaSchema
{
    private const string OwnTables = """
        CREATE TABLE _meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE _head(stream TEXT PRIMARY KEY, sequence INTEGER NOT NULL, row_count INTEGER NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private const string LookUps = """
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

    public static void CreateTables(SqliteConnection connection)
    {
        var sql = new StringBuilder();
        foreach (var table in SyncedTables.All)
        {
            sql.Append("CREATE TABLE ").Append(table.Name).Append('(');
            foreach (var column in table.Columns)
            {
                sql.Append(column.Name).Append(column.Kind == ColumnKind.Text ? " TEXT" : " INTEGER").Append(column.Nullable ? ", " : " NOT NULL, ");
            }

            sql.Append("_stream TEXT NOT NULL, _seq INTEGER NOT NULL, _hash INTEGER NOT NULL, PRIMARY KEY(")
                .AppendJoin(", ", table.Columns.Take(table.KeyLength).Select(c => c.Name))
                .AppendLine(")) WITHOUT ROWID;");
        }

        connection.Run(sql.Append(OwnTables).ToString());
    }

    /// <summary>Adds what only look-ups need, once all rows are there: much faster than keeping it up row by row.</summary>
    public static void CreateLookUps(SqliteConnection connection) => connection.Run(LookUps);
}
