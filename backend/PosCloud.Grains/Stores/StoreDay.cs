namespace PosCloud.Grains.Stores;

/// <summary>The local day of a store: "today" on a screen is the shop's, not the server's.</summary>
public static class StoreDay
{
    /// <summary>When the store's local day began; UTC days for a zone this machine doesn't know.</summary>
    public static DateTimeOffset StartOfToday(string timeZone, DateTimeOffset now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone)) return new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        // Where the clock is put forward at midnight the day begins an hour later.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
