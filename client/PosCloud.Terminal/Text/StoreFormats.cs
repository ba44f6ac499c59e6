using System.Globalization;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Measures;
using PosCloud.Ui;

namespace PosCloud.Terminal.Text;

/// <summary>Numbers, money and times as the store writes them, whatever the device's own settings are.</summary>
public sealed class StoreFormats(CultureInfo culture, TimeZoneInfo zone)
{
    /// <summary>Before the store is known: the device's own settings.</summary>
    public static StoreFormats OfDevice { get; } = new(CultureInfo.CurrentCulture, TimeZoneInfo.Local);

    /// <summary>Culture of the store.</summary>
    public CultureInfo Culture { get; } = culture;

    /// <summary>Time zone of the store.</summary>
    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>Reads a store's culture and zone; an unknown name falls back to the device's.</summary>
    public static StoreFormats Of(string culture, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Local;
        try
        {
            return new StoreFormats(CultureInfo.GetCultureInfo(culture, predefinedOnly: true), zone);
        }
        catch (CultureNotFoundException)
        {
            return new StoreFormats(CultureInfo.CurrentCulture, zone);
        }
    }

    public string Money(Money amount) => MoneyFormat.Text(amount.MinorUnits, amount.Currency.Code, Culture);

    /// <summary>Without decimals where they are zero.</summary>
    public string Short(Money amount) => MoneyFormat.Short(amount.MinorUnits, amount.Currency.Code, Culture);

    public string Quantity(Quantity quantity, UnitOfSale unit) =>
        QuantityFormat.Text(quantity.Thousandths, unit == UnitOfSale.Kilogram ? "kg" : null, Culture);

    /// <summary>25 % with a space that doesn't break.</summary>
    public string Percent(TaxRate rate) => Percent(rate.ToPercent());

    public string Percent(decimal percent) => percent.ToString("0.####", Culture) + "\u00a0%";

    public string Number(long number) => number.ToString("#,0", Culture);

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>Hours and minutes, 12:01.</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString("HH:mm", Culture);

    /// <summary>With seconds, 12:01:22.</summary>
    public string Seconds(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", Culture);

    /// <summary>Date and time for a receipt, 23 Nov 2026 12:05.</summary>
    public string Stamp(DateTimeOffset at) => Local(at).ToString("d MMM yyyy HH:mm", Culture);

    /// <summary>The time alone on the same day, else with its date.</summary>
    public string When(DateTimeOffset at, DateTimeOffset now) =>
        Local(at).Date == Local(now).Date ? Time(at) : Local(at).ToString("d MMM HH:mm", Culture);

    /// <summary>How long ago in one coarse unit: "now", "3 min", "2 h", "4 d".</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => Words.Of("Ago_now"),
        { TotalMinutes: < 60 } => Words.Of("Ago_minutes", (int)age.TotalMinutes),
        { TotalHours: < 48 } => Words.Of("Ago_hours", (int)age.TotalHours),
        _ => Words.Of("Ago_days", (int)age.TotalDays),
    };
}
