using System.Globalization;

namespace PosCloud.Dashboard.Text;

/// <summary>Times for people, in the zone of the store where something happened.</summary>
public static class Times
{
    /// <summary>The zone of an IANA name; UTC when this machine doesn't know it.</summary>
    public static TimeZoneInfo Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>"12:01".</summary>
    public static string Clock(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>"12:01:22".</summary>
    public static string ClockSeconds(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("HH:mm:ss", CultureInfo.CurrentCulture);

    /// <summary>"12:01" today, "yesterday 12:01", "Fri 12:01" within a week, "12 Nov 12:01", and with its year when it is another one.</summary>
    public static string When(DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now) => Day(at, zone, now) + Clock(at, zone);

    /// <summary>As <see cref="When"/> with seconds.</summary>
    public static string WhenSeconds(DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now) => Day(at, zone, now) + ClockSeconds(at, zone);

    /// <summary>"Monday 23 November".</summary>
    public static string LongDate(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("dddd d MMMM", CultureInfo.CurrentCulture);

    /// <summary>"2 Nov 2026".</summary>
    public static string Date(DateTimeOffset at, TimeZoneInfo zone) => Local(at, zone).ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>"26 s", "5 min", "3 h", "4 days".</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "0 s",
        { TotalSeconds: < 60 } => Number(age.TotalSeconds) + "\u00a0s",
        { TotalMinutes: < 60 } => Number(age.TotalMinutes) + "\u00a0min",
        { TotalHours: < 24 } => Number(age.TotalHours) + "\u00a0h",
        _ => Number(age.TotalDays) + ((int)age.TotalDays == 1 ? "\u00a0day" : "\u00a0days"),
    };

    /// <summary>"118 ms" or "1.9 s".</summary>
    public static string Took(double milliseconds) => milliseconds < 1
        ? "<1\u00a0ms"
        : milliseconds < 1000
        ? milliseconds.ToString("0", CultureInfo.CurrentCulture) + "\u00a0ms"
        : (milliseconds / 1000).ToString("0.0", CultureInfo.CurrentCulture) + "\u00a0s";

    /// <summary>Whether both are on the same day in this zone.</summary>
    public static bool SameDay(DateTimeOffset left, DateTimeOffset right, TimeZoneInfo zone) => Local(left, zone).Date == Local(right, zone).Date;

    /// <summary>The first moment of the day in which this is, in this zone.</summary>
    public static DateTimeOffset StartOfDay(DateTimeOffset at, TimeZoneInfo zone) => OfLocal(Local(at, zone).Date, zone);

    /// <summary>The moment that the clocks of this zone showed so.</summary>
    public static DateTimeOffset OfLocal(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)));

    public static DateTimeOffset Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone);

    private static string Number(double value) => Math.Floor(value).ToString("0", CultureInfo.CurrentCulture);

    private static string Day(DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now)
    {
        var (then, today) = (Local(at, zone), Local(now, zone));
        return (today.Date - then.Date).Days switch
        {
            0 => "",
            1 => "yesterday ",
            > 1 and < 7 => then.ToString("ddd ", CultureInfo.CurrentCulture),
            _ when then.Year == today.Year => then.ToString("d MMM ", CultureInfo.CurrentCulture),
            _ => then.ToString("d MMM yyyy ", CultureInfo.CurrentCulture),
        };
    }
}
