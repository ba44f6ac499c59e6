using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PosCloud.HubStorage.Rows;
using PosCloud.Protocol;

namespace PosCloud.HubStorage;

/// <summary>
/// The hub's tables; each database has a type of its own, because that is how Entity Framework tells their migrations
/// apart. Reading goes through here with <c>AsNoTracking</c>; rows of synced tables are written by
/// <see cref="Publishing.StreamPublisher"/> only, so that no change can miss its stream.
/// </summary>
public abstract class HubDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<TaxRateRow> TaxRates => Set<TaxRateRow>();

    public DbSet<ProductRow> Products => Set<ProductRow>();

    public DbSet<VariantRow> Variants => Set<VariantRow>();

    public DbSet<BarcodeRow> Barcodes => Set<BarcodeRow>();

    public DbSet<PriceRow> Prices => Set<PriceRow>();

    public DbSet<StoreRow> Stores => Set<StoreRow>();

    public DbSet<StorePriceRow> StorePrices => Set<StorePriceRow>();

    public DbSet<StaffRow> Staff => Set<StaffRow>();

    public DbSet<TerminalAppliedRow> TerminalApplied => Set<TerminalAppliedRow>();

    public DbSet<StockRow> Stock => Set<StockRow>();

    public DbSet<SalesOrderRow> SalesOrders => Set<SalesOrderRow>();

    public DbSet<OrderLineRow> OrderLines => Set<OrderLineRow>();

    public DbSet<PaymentRow> Payments => Set<PaymentRow>();

    public DbSet<ShiftRow> Shifts => Set<ShiftRow>();

    public DbSet<CashMovementRow> CashMovements => Set<CashMovementRow>();

    public DbSet<StreamHeadRow> StreamHeads => Set<StreamHeadRow>();

    public DbSet<ChangeRow> Changes => Set<ChangeRow>();

    public DbSet<StreamMarkRow> StreamMarks => Set<StreamMarkRow>();

    public DbSet<BootstrapFileRow> BootstrapFiles => Set<BootstrapFileRow>();

    public DbSet<BootstrapPartRow> BootstrapParts => Set<BootstrapPartRow>();

    public DbSet<DutyRow> Duties => Set<DutyRow>();

    public DbSet<HubEpochRow> HubEpochs => Set<HubEpochRow>();

    public DbSet<TerminalHeadRow> TerminalHeads => Set<TerminalHeadRow>();

    public DbSet<FactRow> Facts => Set<FactRow>();

    public DbSet<QuarantineRow> Quarantine => Set<QuarantineRow>();

    public DbSet<EpochGivenRow> EpochsGiven => Set<EpochGivenRow>();

    public DbSet<RefundedRow> Refunded => Set<RefundedRow>();

    public DbSet<CreditRow> Credits => Set<CreditRow>();

    public DbSet<CreditMovementRow> CreditMovements => Set<CreditMovementRow>();

    public DbSet<MovementRow> Movements => Set<MovementRow>();

    public DbSet<ExceptionRow> Exceptions => Set<ExceptionRow>();

    public DbSet<TerminalRow> Terminals => Set<TerminalRow>();

    public DbSet<TerminalKeyRow> TerminalKeys => Set<TerminalKeyRow>();

    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();

    public DbSet<TerminalReportRow> TerminalReports => Set<TerminalReportRow>();

    public DbSet<SyncSessionRow> SyncSessions => Set<SyncSessionRow>();

    public DbSet<EnrolmentCodeRow> EnrolmentCodes => Set<EnrolmentCodeRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<BackupMadeRow> BackupsMade => Set<BackupMadeRow>();

    public DbSet<BackupHeadRow> BackupHeads => Set<BackupHeadRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // Whole numbers compare and sort the same way in every database; text forms of time don't.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
    }

    /// <summary>
    /// For databases with a type for truth values: in synced tables those are 0 and 1 as on the wire, because what is
    /// published is written and read by the manifest.
    /// </summary>
    protected static void KeepSyncedFlagsAsNumbers(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        var synced = SyncedTables.All.ToDictionary(t => t.Name, t => t.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.ClrType == typeof(bool)))
        {
            if (synced.TryGetValue(property.DeclaringType.GetTableName() ?? "", out var columns) && columns.Contains(property.GetColumnName()))
                property.SetValueConverter(new BoolToZeroOneConverter<long>());
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDbFunction(() => Queries.SearchText.Lower("")).HasName("lower").IsBuiltIn();
        modelBuilder.Entity<ChangeRow>().HasIndex(c => new { c.Stream, c.Seq }).IsUnique();
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase.Of(property.Name));
                property.ValueGenerated = ValueGenerated.Never;
            }

            foreach (var property in entity.GetKeys().SelectMany(k => k.Properties).Concat(entity.GetIndexes().SelectMany(i => i.Properties)))
            {
                // SQL Server indexes at most 900 bytes a row.
                if (property.ClrType == typeof(string)) property.SetMaxLength(200);
            }
        }
    }
}
