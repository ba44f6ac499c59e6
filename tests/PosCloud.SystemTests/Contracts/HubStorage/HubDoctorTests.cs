using Microsoft.Data.Sqlite;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Doctor;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Backups that the hub makes by itself, and what its doctor says of them and of everything else.</summary>
public sealed class HubDoctorTests(SqliteHubFixture fixture) : IClassFixture<SqliteHubFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("doctor-").FullName;

    [Fact]
    public async Task A_scheduled_backup_is_made_when_it_is_due_and_only_so_many_are_kept()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var options = new BackupOptions { BackupDirectory = Path.Combine(_folder, "backups"), BackupEveryHours = 6, BackupsKept = 2 };
        Directory.CreateDirectory(options.BackupDirectory);
        var other = Path.Combine(options.BackupDirectory, "hub-of-last-year.db");
        await File.WriteAllTextAsync(other, "kept", TestHub.Cancellation);
        var scheduled = Scheduled(hub, options);

        var made = new List<string>();
        for (var hour = 0; hour < 20; hour++)
        {
            if (await scheduled.RunIfDueAsync(TestHub.Cancellation) is { } outcome) made.Add(Assert.IsType<BackupOutcome.Made>(outcome).File);
            hub.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(4, made.Count);
        Assert.Equal([.. made.Skip(2), other], Directory.GetFiles(options.BackupDirectory).Order(StringComparer.Ordinal));
        Assert.Equal(TimeSpan.FromHours(2), hub.Clock.GetUtcNow() - (await scheduled.AgeAsync(TestHub.Cancellation)).NewestVerified!.Value);
    }

    [Fact]
    public async Task A_backup_that_can_not_be_written_is_said_and_tried_again()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var file = Path.Combine(_folder, "a-file");
        await File.WriteAllTextAsync(file, "", TestHub.Cancellation);

        var backup = new HubBackup(hub.Database, hub.Writer);
        var failed = Assert.IsType<BackupOutcome.Failed>(await backup.MakeAsync(Path.Combine(file, "hub.db"), verify: true, "test", TestHub.Cancellation));

        Assert.Contains("could not be written", failed.Problem, StringComparison.Ordinal);
        Assert.Equal(new BackupAge(null, null), await new BackupRegister(hub.Database).ReadAsync(hub.Clock.GetUtcNow(), TestHub.Cancellation));
        Assert.IsType<BackupOutcome.Made>(await Scheduled(hub, new BackupOptions { BackupDirectory = _folder }).RunIfDueAsync(TestHub.Cancellation));
    }

    [Fact]
    public async Task A_backup_from_when_the_clock_was_ahead_does_not_hold_up_the_next_one()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var ahead = hub.Clock.GetUtcNow().AddYears(10).ToUnixTimeMilliseconds();
        await hub.ExecuteAsync([.. ((string[])["backup", "backup-verified"]).Select(action =>
            $"INSERT INTO audit (id, at, actor, action, target, detail) VALUES ('{action}', {ahead}, 'schedule', '{action}', 'ahead.db', '')")]);
        var scheduled = Scheduled(hub, new BackupOptions { BackupDirectory = _folder });

        var made = await scheduled.RunIfDueAsync(TestHub.Cancellation);

        Assert.IsType<BackupOutcome.Made>(made);
        Assert.Null(await scheduled.RunIfDueAsync(TestHub.Cancellation));
        Assert.Equal(hub.Clock.GetUtcNow(), (await scheduled.AgeAsync(TestHub.Cancellation)).NewestVerified);
    }

    [Fact]
    public async Task A_folder_that_scheduled_backups_cannot_use_is_named_with_its_setting()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var file = Path.Combine(_folder, "no-folder");
        await File.WriteAllTextAsync(file, "", TestHub.Cancellation);

        var outcome = await Scheduled(hub, new BackupOptions { BackupDirectory = file }).RunIfDueAsync(TestHub.Cancellation);

        var problem = Assert.IsType<BackupOutcome.Failed>(outcome).Problem;
        Assert.Contains("Hub:BackupDirectory", problem, StringComparison.Ordinal);
        Assert.Contains(file, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_names_missing_backups_silent_terminals_and_what_waits_for_a_person()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        Assert.Empty(await LookAsync(hub));
        await hub.Enrolment.RevokeAsync(terminal.Terminal, "boss", TestHub.Cancellation);
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        var silent = await hub.EnrolAsync();
        await hub.ExecuteAsync($"INSERT INTO terminal_report (terminal, seen_at, program, engine, pending_facts, pending_orders, quarantined) VALUES ('{silent.Terminal}', {hub.Clock.GetUtcNow().ToUnixTimeMilliseconds()}, '', '', 0, 0, 0)");
        hub.Clock.Advance(TimeSpan.FromDays(9));

        var findings = await LookAsync(hub);

        Assert.All(findings, f => Assert.True(f.Severity is DoctorFinding.Error or DoctorFinding.Warning && f.Action.Length > 0));
        foreach (var expected in (string[])["No backup was ever made", $"{silent.Terminal} (9 days)", "1 facts are in quarantine", "1 exceptions wait"])
            Assert.Contains(findings, f => f.What.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_doctor_names_a_damaged_database()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var copy = Path.Combine(_folder, "damaged.db");
        Assert.IsType<BackupOutcome.Made>(await new HubBackup(hub.Database, hub.Writer).MakeAsync(copy, verify: false, "test", TestHub.Cancellation));
        var bytes = await File.ReadAllBytesAsync(copy, TestHub.Cancellation);
        bytes.AsSpan(4096 * 3, 4096 * 8).Fill(0x5A);
        await File.WriteAllBytesAsync(copy, bytes, TestHub.Cancellation);

        Assert.NotNull(await BackupFile.Open(copy).FirstDamageAsync(TestHub.Cancellation));
        Assert.Null(BackupFile.TryRead(copy, out var problem));
        Assert.NotNull(problem);
    }

    [Theory]
    [InlineData(null, 10, null)]
    [InlineData(null, 50, "No backup was ever made")]
    [InlineData(47, 500, null)]
    [InlineData(49, 500, "The newest backup is 2 days old")]
    [InlineData(400, 500, "The newest backup is 16 days old")]
    public void It_reminds_of_a_backup_when_the_newest_is_too_old(int? backupHours, int hubHours, string? expected)
    {
        var now = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        DateTimeOffset? newest = backupHours is { } hours ? now.AddHours(-hours) : null;

        Assert.Equal(expected, BackupReminder.Of(new BackupAge(newest, null), now.AddHours(-hubHours), now, TimeSpan.FromHours(48)));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static ScheduledBackup Scheduled(TestHub hub, BackupOptions options) =>
        new(new HubBackup(hub.Database, hub.Writer), new BackupRegister(hub.Database), hub.Database, options, hub.Clock);

    private Task<IReadOnlyList<DoctorFinding>> LookAsync(TestHub hub) => new HubDoctor(
        hub.Database, new BackupRegister(hub.Database), hub.Pending, new HubStorageOptions { DataDirectory = _folder }, new BackupOptions(), hub.Clock, _folder)
        .LookAsync(TestHub.Cancellation);
}
