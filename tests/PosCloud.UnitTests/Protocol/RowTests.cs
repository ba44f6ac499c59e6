using PosCloud.Protocol;
using PosCloud.Protocol.Tables;

namespace PosCloud.UnitTests.Protocol;

public sealed class RowTests
{
    [Fact]
    public void A_row_has_one_form_and_reads_back()
    {
        object?[] values = ["S1", "SOCK-MER", 3000L, 5000L, 7L];

        var json = RowJson.Write(SyncedTables.Stock, values);

        Assert.Equal("""["S1","SOCK-MER",3000,5000,7]""", json);
        Assert.Equal(values, RowJson.Read(SyncedTables.Stock, json));
        Assert.Equal("S1\u001fSOCK-MER", RowJson.KeyOf(SyncedTables.Stock, values));
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RowJson.Write(SyncedTables.Stock, ["S1", "A", "3", 5000L, 7L]));
        Assert.Throws<ArgumentException>(() => RowJson.Write(SyncedTables.Stock, ["S1", null, 3L, 5000L, 7L]));
        Assert.Throws<FormatException>(() => RowJson.Read(SyncedTables.Stock, """["S1","A","3",5000,7]"""));
        Assert.Throws<FormatException>(() => RowJson.Read(SyncedTables.Stock, "{}"));
    }

    [Fact]
    public void A_checksum_depends_on_table_key_number_and_content()
    {
        var sum = RowChecksum.Of("stock", "a", 1, 2);

        Assert.Equal(sum, RowChecksum.Of("stock", "a", 1, 2));
        Assert.Equal(4, new[] { RowChecksum.Of("price", "a", 1, 2), RowChecksum.Of("stock", "b", 1, 2), RowChecksum.Of("stock", "a", 2, 2), RowChecksum.Of("stock", "a", 1, 3) }
            .Where(other => other != sum).Distinct().Count());
    }

    [Fact]
    public void Every_synced_table_begins_with_its_key_and_per_store_tables_with_the_store() => Assert.All(SyncedTables.All, table =>
    {
        Assert.True(table.KeyLength > 0);
        Assert.DoesNotContain(table.Columns.Skip(table.KeyLength), c => c.IsKey);
        Assert.DoesNotContain(table.Columns.Take(table.KeyLength), c => c.Nullable);
        if (table.IsPerStore) Assert.Equal("store", table.Columns[0].Name);
    });
}
