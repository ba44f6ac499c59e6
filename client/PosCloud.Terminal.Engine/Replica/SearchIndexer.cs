using Microsoft.Data.Sqlite;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Keeps the full-text index equal to the products and variants that the running transaction changes.</summary>
internal sealed class SearchIndexer(SqliteConnection connection) : IDisposable
{
    private readonly HashSet<string> _products = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skus = new(StringComparer.Ordinal);
    private readonly SqliteCommand _row = Prepare(connection, "INSERT INTO _search_row(sku, product) VALUES ($p0, $p1) RETURNING id", 2);
    private readonly SqliteCommand _words = Prepare(connection, "INSERT INTO _search(rowid, words) VALUES ($p0, $p1)", 2);

    public void Touch(SyncedTable table, object?[] values)
    {
        if (ReferenceEquals(table, SyncedTables.Product)) _products.Add((string)values[0]!);
        else if (ReferenceEquals(table, SyncedTables.Variant)) _skus.Add((string)values[0]!);
    }

    /// <summary>A deleted row's products are found before it goes.</summary>
    public void TouchBeforeDelete(SyncedTable table, object?[] key) => Touch(table, key);

    /// <summary>Indexes what was touched, in shop order; a new replica in one go.</summary>
    public void Refresh()
    {
        if (_products.Count == 0 && _skus.Count == 0) return;
        if (connection.Scalar("SELECT 1 FROM _search_row LIMIT 1") is null)
        {
            Index(connection.List(ReplicaSchema.SearchRows + ReplicaSchema.SearchOrder, Read));
            return;
        }

        foreach (var product in _products)
        {
            foreach (var sku in connection.List("SELECT sku FROM variant WHERE product = $p UNION SELECT sku FROM _search_row WHERE product = $p", row => row.GetString(0), ("$p", product)))
            {
                _skus.Add(sku);
            }
        }

        foreach (var sku in _skus)
        {
            connection.Run("DELETE FROM _search WHERE rowid = (SELECT id FROM _search_row WHERE sku = $sku)", ("$sku", sku));
            connection.Run("DELETE FROM _search_row WHERE sku = $sku", ("$sku", sku));
            Index(connection.List(ReplicaSchema.SearchRows + " AND v.sku = $sku", Read, ("$sku", sku)));
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _words.Dispose();
    }

    private static (string Sku, string Product, string Words) Read(SqliteDataReader row) =>
        (row.GetString(0), row.GetString(1), SearchText.Fold(row.GetString(2)));

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = "$p" + (i == 0 ? "0" : "1") });
        return command;
    }

    private void Index(List<(string Sku, string Product, string Words)> rows)
    {
        foreach (var (sku, product, words) in rows)
        {
            (_row.Parameters[0].Value, _row.Parameters[1].Value) = (sku, product);
            (_words.Parameters[0].Value, _words.Parameters[1].Value) = (_row.ExecuteScalar(), words);
            _words.ExecuteNonQuery();
        }
    }
}
