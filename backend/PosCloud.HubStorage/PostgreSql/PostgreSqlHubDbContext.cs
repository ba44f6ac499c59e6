using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.PostgreSql;

/// <summary>The hub's tables in PostgreSQL.</summary>
internal sealed class PostgreSqlHubDbContext(DbContextOptions<PostgreSqlHubDbContext> options) : HubDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        KeepSyncedFlagsAsNumbers(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(p => p.ClrType == typeof(string)))
        {
            // By bytes, as SQLite, the terminals and the sorted locks compare; a server's own locale would put keys elsewhere.
            property.SetCollation("C");
            property.SetMaxLength(null);
        }
    }
}
