using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage;

/// <summary>
/// The hub's tables. Reading goes through here with <c>AsNoTracking</c>; rows of synced tables are written by
/// <see cref="Publishing.StreamPublisher"/> only, so that no change can miss its stream.
/// </summary>
public sealed class HubDbContext(DbContextOptions<HubDbContext> options) : DbContext(options)
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

    public DbSet<HubEpochRow> HubEpochs => Set<HubEpochRow>();

    public DbSet<TerminalHeadRow> TerminalHeads => Set<TerminalHeadRow>();

    public DbSet<FactRow> Facts => Set<FactRow>();

    public DbSet<QuarantineRow> Quarantine => Set<QuarantineRow>();

    public DbSet<EpochGivenRow> EpochsGiven => Set<EpochGivenRow>();

    public DbSet<RefundedRow> Refunded => Set<RefundedRow>();

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

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // Whole numbers compare and sort the same way in every database; text forms of time don't.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
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
