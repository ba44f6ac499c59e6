using System.ComponentModel.DataAnnotations;

namespace PosCloud.HubStorage.Backups;

/// <summary>Backups that the hub makes by itself, and when it reminds of them; section <c>Hub</c>.</summary>
public sealed class BackupOptions
{
    public const string Section = "Hub";

    /// <summary>Folder for scheduled backups; null makes none. Best on another disk than the database.</summary>
    public string? BackupDirectory { get; set; }

    /// <summary>Hours between scheduled backups.</summary>
    [Range(1, 24 * 31)]
    public int BackupEveryHours { get; set; } = 24;

    /// <summary>Scheduled backups that are kept; older files of the hub's own names are deleted.</summary>
    [Range(1, 10_000)]
    public int BackupsKept { get; set; } = 14;

    /// <summary>Hours after which a person is reminded that there is no newer backup.</summary>
    [Range(1, 24 * 365)]
    public int RemindOfBackupAfterHours { get; set; } = 48;
}
