using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.Protocol;

namespace PosCloud.UnitTests.HubStorage;

public sealed class ManifestTests
{
    [Fact]
    public void Every_synced_table_has_exactly_the_manifests_columns_first_and_its_key()
    {
        using var context = new SqliteHubDatabase("Data Source=:memory:").NewContext();
        foreach (var table in SyncedTables.All)
        {
            var entity = context.Model.GetEntityTypes().Single(e => e.GetTableName() == table.Name);
            var columns = entity.GetProperties().ToDictionary(p => p.GetColumnName());
            foreach (var column in table.Columns)
            {
                Assert.True(columns.Remove(column.Name, out var property), $"{table.Name} lacks {column.Name}.");
                Assert.Equal(column.Nullable, property.IsNullable);
            }

            // Publishing writes the manifest's columns only, so what the hub adds must be able to stay empty.
            Assert.All(columns.Values, extra => Assert.True(extra.IsNullable, $"{table.Name}.{extra.Name} can't be empty."));
            Assert.Equal(table.Columns.Where(c => c.IsKey).Select(c => c.Name), entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()));
        }
    }

    [Fact]
    public void No_column_is_filled_by_the_database()
    {
        using var context = new SqliteHubDatabase("Data Source=:memory:").NewContext();
        foreach (var property in context.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            Assert.Equal(Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never, property.ValueGenerated);
            Assert.False(property.IsConcurrencyToken);
        }
    }
}
