using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>The hub's tables in SQL Server.</summary>
internal sealed class SqlServerHubDbContext(DbContextOptions<SqlServerHubDbContext> options) : HubDbContext(options)
{
    /// <summary>By code units, as .NET's ordinal comparison, whatever the server's own collation is.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    private const int LongestKeyPart = 200;

    // A clustered key has at most 900 bytes and an index 1,700, two for each character; and columns that are compared with
    // each other have one length, or a join can't seek.
    private static readonly Dictionary<string, int> Lengths = new(StringComparer.Ordinal)
    {
        ["store"] = 16,
        ["terminal"] = 32,
        ["other_terminal"] = 32,
        ["epoch"] = 24,
        ["branch"] = 64,
        ["sku"] = 64,
        ["entry"] = 160,
        ["other_entry"] = 160,
        ["count_entry"] = 160,
        ["receipt_number"] = 80,
        ["other_receipt_number"] = 80,
        ["movement_id"] = 36,
        ["fact_id"] = 36,
        ["order_id"] = 36,
        ["returns_order"] = 36,
        ["product"] = 80,
        ["stream"] = 40,
        ["tbl"] = 40,
        ["pk"] = 240,
    };

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        KeepSyncedFlagsAsNumbers(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.ClrType != typeof(string)) continue;
                property.SetCollation(Collation);
                if (Lengths.TryGetValue(property.GetColumnName(), out var length)) property.SetMaxLength(length);
                else if (property.IsKey() || property.IsIndex()) property.SetMaxLength(LongestKeyPart);
            }
        }

        // Ids that are made of other keys: the longest names a store, a sku and the place of a fact.
        modelBuilder.Entity<Rows.ExceptionRow>().Property(e => e.Id).HasMaxLength(400);
        foreach (var entity in new[] { typeof(Rows.CreditRow), typeof(Rows.CreditMovementRow) })
        {
            modelBuilder.Entity(entity).Property<string>(nameof(Rows.CreditRow.Kind)).HasMaxLength(16);
            modelBuilder.Entity(entity).Property<string>(nameof(Rows.CreditRow.Holder)).HasMaxLength(64);
            modelBuilder.Entity(entity).Property<string>(nameof(Rows.CreditRow.Unit)).HasMaxLength(16);
        }

        modelBuilder.Entity<Rows.CreditMovementRow>().Property(m => m.Part).HasMaxLength(24);
        modelBuilder.Entity<Rows.ProductRow>().Property(p => p.Id).HasMaxLength(Lengths["product"]);
        modelBuilder.Entity<Rows.SalesOrderRow>().Property(o => o.Id).HasMaxLength(Lengths["order_id"]);
    }
}
