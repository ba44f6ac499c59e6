namespace PosCloud.HubStorage.Backups;

/// <param name="Newest">Beginning of the newest backup, verified or not.</param>
/// <param name="NewestVerified">Beginning of the newest verified one.</param>
public sealed record BackupAge(DateTimeOffset? Newest, DateTimeOffset? NewestVerified);
