using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using PosCloud.HubStorage;
using PosCloud.Protocol;

namespace PosCloud.UnitTests.HubStorage;

public sealed class ManifestTests
{
    // No server is asked: a model needs none.
    private static readonly HubDatabaseKind[] Kinds = [HubDatabaseKind.Sqlite, HubDatabaseKind.PostgreSql, HubDatabaseKind.SqlServer];

    public static TheoryData<HubDatabaseKind> Databases => [.. Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public void Every_synced_table_has_exactly_the_manifests_columns_first_and_its_key(HubDatabaseKind kind)
    {
        using var context = ContextOf(kind);
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

    [Theory]
    [MemberData(nameof(Databases))]
    public void No_column_is_filled_by_the_database(HubDatabaseKind kind)
    {
        using var context = ContextOf(kind);
        foreach (var property in context.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            Assert.Equal(Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never, property.ValueGenerated);
            Assert.False(property.IsConcurrencyToken);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_migrations_make_what_the_code_expects(HubDatabaseKind kind)
    {
        using var context = ContextOf(kind);
        Assert.False(context.Database.HasPendingModelChanges(), "A change of the rows needs a migration in each database's folder: dotnet ef migrations add NAME --context …HubDbContext");
    }

    [Fact]
    public void Text_compares_by_bytes_on_PostgreSQL()
    {
        using var context = ContextOf(HubDatabaseKind.PostgreSql);
        // The collation of a column is kept out of the model that queries use.
        var model = context.GetService<IDesignTimeModel>().Model;
        Assert.All(
            model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.ClrType == typeof(string)), p => Assert.Equal("C", p.GetCollation()));
    }

    private static HubDbContext ContextOf(HubDatabaseKind kind) => HubDatabases.Open(new HubStorageOptions
    {
        Database = kind,
        ConnectionString = kind switch
        {
            HubDatabaseKind.Sqlite => "Data Source=:memory:",
            HubDatabaseKind.PostgreSql => "Host=nowhere;Database=none",
            _ => "Server=nowhere;Database=none",
        },
    }).NewContext();
}
