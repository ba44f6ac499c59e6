using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.HubStorage.Doctor;

/// <summary>Looks at everything around the hub's data that a person may have to mend. It changes nothing.</summary>
/// <param name="keyDirectory">Folder of the hub's own keys.</param>
public sealed class HubDoctor(
    HubDatabase database, BackupRegister backups, PendingMovements pending, HubStorageOptions storage, BackupOptions backup, TimeProvider clock, string keyDirectory)
{
    private const long LittleSpace = 1L << 30;
    private const int Named = 5;
    private static readonly TimeSpan Silent = TimeSpan.FromDays(7);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<DoctorFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var findings = new List<DoctorFinding>();
        findings.AddRange(Files());
        if (database is SqliteHubDatabase sqlite && await sqlite.FirstDamageAsync(cancellationToken) is { } damage)
            findings.Add(Error($"The database is damaged: {damage}", "Stop the hub and restore the newest backup; terminals send again what it lacks."));
        await using (var snapshot = await database.OpenSnapshotAsync(cancellationToken))
        {
            findings.AddRange(await BackupsAsync(snapshot.Context, cancellationToken));
            findings.AddRange(await TerminalsAsync(snapshot.Context, cancellationToken));
            findings.AddRange(await WaitingAsync(snapshot.Context, cancellationToken));
        }

        var stuck = await pending.WaitingAsync(clock.GetUtcNow() - Stuck, Named, cancellationToken);
        if (stuck.Count > 0) findings.Add(Error($"Sales of {string.Join(", ", stuck)} wait to be applied to stock.", "Look at the hub's log for refused commits; the hub must be running."));
        return findings;
    }

    private IEnumerable<DoctorFinding> Files()
    {
        var data = Directory.CreateDirectory(storage.DataDirectory).FullName;
        if (new DriveInfo(data).AvailableFreeSpace is var free and < LittleSpace)
            yield return Error(string.Create(CultureInfo.InvariantCulture, $"The disk of {data} has {free / (1024 * 1024)} MiB left."), "Free some space, or move the data folder.");
        if (OperatingSystem.IsWindows()) yield break;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        foreach (var key in Directory.GetFiles(keyDirectory, "*.key"))
        {
            if ((File.GetUnixFileMode(key) & others) != 0) yield return Error($"{key} can be read by other users of this machine.", $"Run chmod 600 {key}.");
        }
    }

    private async Task<IEnumerable<DoctorFinding>> BackupsAsync(HubDbContext hub, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var age = await backups.ReadAsync(now, cancellationToken);
        var since = await hub.HubEpochs.AsNoTracking().OrderBy(e => e.StartedAt).Select(e => (DateTimeOffset?)e.StartedAt).FirstOrDefaultAsync(cancellationToken);
        if (BackupReminder.Of(age, since, now, TimeSpan.FromHours(backup.RemindOfBackupAfterHours)) is { } reminder)
            return [Warning(reminder + ".", "Run backup FILE --verified, or set Hub__BackupDirectory.")];
        return age is { Newest: not null, NewestVerified: null }
            ? [Warning("No backup was ever verified.", "Run backup FILE --verified: only a copy that adds up is a backup.")]
            : [];
    }

    private async Task<IEnumerable<DoctorFinding>> TerminalsAsync(HubDbContext hub, CancellationToken cancellationToken)
    {
        var findings = new List<DoctorFinding>();
        var (now, limit) = (clock.GetUtcNow(), clock.GetUtcNow() - Silent);
        var silent = await (
            from t in hub.Terminals.AsNoTracking()
            join r in hub.TerminalReports on t.Terminal equals r.Terminal
            where t.RevokedAt == null && r.SeenAt < limit
            orderby r.SeenAt
            select new { t.Terminal, r.SeenAt }).Take(Named + 1).ToListAsync(cancellationToken);
        if (silent.Count > 0)
        {
            var names = string.Join(", ", silent.Take(Named).Select(s => $"{s.Terminal} ({(int)(now - s.SeenAt).TotalDays} days)"));
            findings.Add(Warning($"Silent for more than a week: {names}{(silent.Count > Named ? " and more" : "")}.", "What they sold since is only there: connect them, or bring their export-journal; revoke those that are gone."));
        }

        var restored = await hub.HubEpochs.AsNoTracking().OrderByDescending(e => e.StartedAt).FirstAsync(cancellationToken);
        if (restored.Reason == "created") return findings;
        var missing = await hub.Terminals.CountAsync(t => t.RevokedAt == null && !hub.TerminalReports.Any(r => r.Terminal == t.Terminal && r.SeenAt > restored.StartedAt), cancellationToken);
        if (missing > 0)
            findings.Add(Warning($"The hub was set back ({restored.Reason}); {missing} terminals haven't connected since and may hold sales that it lacks.", "Connect each of them once."));
        return findings;
    }

    private static async Task<IEnumerable<DoctorFinding>> WaitingAsync(HubDbContext hub, CancellationToken cancellationToken)
    {
        var findings = new List<DoctorFinding>();
        var quarantined = await hub.Quarantine.CountAsync(q => q.ReplayedAt == null, cancellationToken);
        if (quarantined > 0) findings.Add(Warning($"{quarantined} facts are in quarantine.", "See quarantine list for reason and remedy of each."));
        var exceptions = await hub.Exceptions.CountAsync(e => e.ResolvedAt == null, cancellationToken);
        if (exceptions > 0) findings.Add(Warning($"{exceptions} exceptions wait for a person.", "Decide them on the dashboard's exceptions page."));
        return findings;
    }

    private static DoctorFinding Error(string what, string action) => new(DoctorFinding.Error, what, action);

    private static DoctorFinding Warning(string what, string action) => new(DoctorFinding.Warning, what, action);
}
