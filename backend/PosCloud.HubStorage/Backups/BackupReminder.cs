using System.Globalization;

namespace PosCloud.HubStorage.Backups;

/// <summary>Says in words when the newest backup is too old. A hub that is itself younger than that isn't reminded.</summary>
public static class BackupReminder
{
    /// <param name="since">Beginning of this database's history.</param>
    /// <returns>Null while there is nothing to say.</returns>
    public static string? Of(BackupAge age, DateTimeOffset? since, DateTimeOffset now, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(age);
        if (age.Newest is { } newest) return now - newest > limit ? $"The newest backup is {Words(now - newest)} old" : null;
        return since is { } began && now - began > limit ? "No backup was ever made" : null;
    }

    private static string Words(TimeSpan age) => age.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} days")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} hours");
}
