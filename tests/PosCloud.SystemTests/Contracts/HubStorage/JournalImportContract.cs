using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What a journal that came as a file may do, on every hub database.</summary>
public abstract class JournalImportContract(HubFixture fixture)
{
    [Fact]
    public async Task A_sealed_file_counts_at_once_and_the_terminal_that_sends_the_same_later_doubles_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var terminal = await hub.EnrolAsync();
        terminal.OpenShift();
        for (var i = 0; i < 3; i++) terminal.Sell(("A", 2));
        await hub.UploadAsync(terminal, 1, 2);

        var imported = await ImportAsync(hub, FileOf(terminal));
        var again = await ImportAsync(hub, FileOf(terminal));
        terminal.Sell(("A", 1));
        var taken = await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Equal((2, 2, 0, 0), (imported.Accepted, imported.Known, imported.Quarantined, imported.Unusable));
        Assert.Equal((0, 4), (again.Accepted, again.Known));
        Assert.Equal((1, UploadOutcome.Accepted), (taken.Accepted, taken.Upload!.Outcome));
        Assert.Equal(13, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_file_without_a_seal_waits_in_quarantine_until_the_terminal_sends_it_or_a_person_decides()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var (lost, found) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        foreach (var terminal in (JournalScribe[])[lost, found])
        {
            for (var i = 0; i < 3; i++) terminal.Sell(("A", 1));
            Assert.Equal(3, (await ImportAsync(hub, FileOf(terminal), isSealed: false)).Quarantined);
        }

        await hub.ReconcileAsync(lost, found);
        Assert.Equal(20, await hub.OnHandAsync("A"));
        Assert.Equal(2, (await hub.ExceptionsAsync("quarantine")).Count);
        await hub.UploadAsync(found);
        foreach (var waiting in (await hub.QuarantineAsync()).Where(q => q.Terminal == lost.Terminal.Value))
            Assert.True((await hub.Replay.ReplayAsync(waiting.Id, "test", TestHub.Cancellation)).Done);
        await hub.ReconcileAsync(lost, found);

        Assert.Empty(await hub.QuarantineAsync());
        Assert.All(await hub.ExceptionsAsync("quarantine"), row => Assert.NotNull(row.ResolvedAt));
        Assert.Equal(14, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_file_of_a_terminal_that_the_hub_does_not_know_is_kept_and_counts_when_the_terminal_comes_back()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var stranger = new JournalScribe(TerminalId.Parse("S1T7"), StoreId.Parse("S1"), hub.Clock);
        for (var i = 0; i < 4; i++) stranger.Sell(("A", 1));
        var certificate = new EnrolmentCertificate(stranger.Terminal, stranger.Store, stranger.Epoch, "key of S1T7");

        var imported = await ImportAsync(hub, FileOf(stranger), isSealed: true, certificate);
        await hub.ReconcileAsync(stranger);
        var before = await hub.OnHandAsync("A");
        using var log = new TemporaryLog();
        Assert.True((await new TerminalReadmission(hub.Writer, log.Log).ReadmitAsync(certificate, TestHub.Cancellation)).Done);
        await hub.UploadAsync(stranger);
        await hub.ReconcileAsync(stranger);

        Assert.Equal((0, 4), (imported.Accepted, imported.Quarantined));
        Assert.Equal((20, 16), (before, await hub.OnHandAsync("A")));
        Assert.Empty(await hub.QuarantineAsync());
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task What_stands_behind_a_hole_is_kept_and_the_hole_is_told()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 6; i++) terminal.Sell(("A", 1));
        var file = FileOf(terminal);
        var holed = file with { Facts = [.. file.Facts.Where(fact => fact.Sequence.Value is not 3)] };

        var imported = await ImportAsync(hub, holed);
        await hub.ReconcileAsync(terminal);

        Assert.Equal(5, imported.Accepted);
        Assert.Equal(15, await hub.OnHandAsync("A"));
        Assert.Single(await hub.ExceptionsAsync("hole"));
        await hub.VerifyAsync();
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(14, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    [Trait("guarantee", "G12")]
    public async Task A_revoked_terminals_many_facts_are_one_exception_that_settles_with_the_last_of_them()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 50));
        var terminal = await hub.EnrolAsync();
        await hub.Enrolment.RevokeAsync(terminal.Terminal, "boss", TestHub.Cancellation);
        for (var i = 0; i < 30; i++) terminal.Sell(("A", 1));

        await hub.UploadAsync(terminal, 1, 10);
        await hub.UploadAsync(terminal, 11, 30);

        var told = Assert.Single(await hub.ExceptionsAsync("quarantine"));
        Assert.Contains("30 facts", told.Detail, StringComparison.Ordinal);
        await hub.Enrolment.AdmitAsync(terminal.Terminal, "boss", TestHub.Cancellation);
        foreach (var waiting in await hub.QuarantineAsync()) Assert.True((await hub.Replay.ReplayAsync(waiting.Id, "test", TestHub.Cancellation)).Done);
        Assert.NotNull(Assert.Single(await hub.ExceptionsAsync("quarantine")).ResolvedAt);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(20, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_backup_is_verified_only_after_it_was_begun_and_its_age_counts_from_the_beginning()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        var register = new BackupRegister(hub.Database);
        var folder = Directory.CreateTempSubdirectory("contract-backup-").FullName;
        try
        {
            Assert.Equal(new BackupAge(null, null), await register.ReadAsync(hub.Clock.GetUtcNow(), TestHub.Cancellation));
            var begun = hub.Clock.GetUtcNow();
            var backup = new HubBackup(hub.Database, hub.Writer);
            var file = Path.Combine(folder, "one.db");

            var made = await backup.MakeAsync(file, verify: false, "test", TestHub.Cancellation);
            var verified = made is BackupOutcome.Begun
                ? await backup.MakeAsync(file, verify: true, "test", TestHub.Cancellation)
                : await backup.MakeAsync(Path.Combine(folder, "two.db"), verify: true, "test", TestHub.Cancellation);
            hub.Clock.Advance(TimeSpan.FromHours(5));

            Assert.True(verified is BackupOutcome.Made { Verified: true } or BackupOutcome.Registered, verified.ToString());
            Assert.Equal(new BackupAge(begun, begun), await register.ReadAsync(hub.Clock.GetUtcNow(), TestHub.Cancellation));
            Assert.IsType<BackupOutcome.Failed>(await backup.MakeAsync(made is BackupOutcome.Begun ? "never-begun" : file, verify: true, "test", TestHub.Cancellation));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JournalFile FileOf(JournalScribe terminal) => new(
        new JournalFileHeader(JournalFile.Format, terminal.Terminal.Value, terminal.Store.Value, ""),
        [.. terminal.Entries.Select(entry => new JournalFileFact(entry.Epoch, entry.Sequence, entry.Previous, FactFrame.Of(entry)))],
        Sha256Digest.None,
        null);

    private static async Task<JournalImportOutcome.Imported> ImportAsync(
        TestHub hub, JournalFile file, bool isSealed = true, EnrolmentCertificate? certificate = null) => Assert.IsType<JournalImportOutcome.Imported>(
        await new JournalImport(hub.Intake, hub.Writer).ImportAsync(file, isSealed, certificate, "test", TestHub.Cancellation));

    private sealed class TemporaryLog : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("contract-standing-").FullName;

        public StandingLog Log => new(_folder);

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
