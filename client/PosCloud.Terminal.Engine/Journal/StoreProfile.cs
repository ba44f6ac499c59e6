using System.Globalization;
using System.Text.Json.Serialization;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// How the store prices and prints. Comes down with the replica and is copied into the journal, so that an open-price
/// sale works even when no replica can be read.
/// </summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Culture">BCP 47 name for numbers and dates on screen, for example <c>hr-HR</c>.</param>
/// <param name="TaxRates">All rates of the catalogue, for open-price lines.</param>
/// <param name="PointsPerUnit">What a customer earns for a whole unit of currency; 0 for none.</param>
/// <param name="PointMinorUnits">What one point pays; 0 where points don't pay.</param>
public sealed record StoreProfile(
    StoreId Store,
    string Name,
    string TimeZone,
    string Culture,
    PricingRules Rules,
    string ReceiptHeader,
    string ReceiptFooter,
    IReadOnlyList<NamedTaxRate> TaxRates,
    int PointsPerUnit = 0,
    long PointMinorUnits = 0)
{
    [JsonIgnore]
    public Currency Currency => Rules.Currency;

    /// <summary>What holds before the first download: euro, tax included, no rounding to coins, UTC.</summary>
    public static StoreProfile BeforeFirstSync(StoreId store) => new(
        store, store.Value, "Etc/UTC", CultureInfo.InvariantCulture.Name,
        new PricingRules(Currency.Parse("EUR"), TaxMode.Included, TaxRounding.Line, 1), "", "", []);

    /// <summary>The store's local date at a moment; UTC where the zone is unknown to this device.</summary>
    public DateOnly LocalDate(DateTimeOffset at) => DateOnly.FromDateTime(LocalTime(at).DateTime);

    public DateTimeOffset LocalTime(DateTimeOffset at) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(at, zone) : at.ToUniversalTime();
}
