using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Queries;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What the hub itself does around a restore on every database server, whose own tools copy the data.</summary>
public abstract class RestoreContract(HubFixture fixture) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("restore-").FullName;

    [Fact]
    public async Task A_backup_made_by_the_databases_own_tool_counts_from_its_beginning_once_it_is_verified()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var backup = new HubBackup(hub.Database, hub.Writer);
        var began = hub.Clock.GetUtcNow();

        Assert.IsType<BackupOutcome.Failed>(await backup.MakeAsync("monday", verify: true, "boss", TestHub.Cancellation));
        Assert.IsType<BackupOutcome.Begun>(await backup.MakeAsync("monday", verify: false, "boss", TestHub.Cancellation));
        hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<BackupOutcome.Registered>(await backup.MakeAsync("monday", verify: true, "boss", TestHub.Cancellation));

        Assert.Equal(new BackupAge(began, began), await new BackupRegister(hub.Database).ReadAsync(hub.Clock.GetUtcNow(), TestHub.Cancellation));
    }

    [Fact]
    public async Task Moves_and_revocations_since_the_backup_hold_again_and_are_listed()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await hub.AddStoreAsync("S2");
        var (moved, revoked) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        var log = new StandingLog(_folder);
        log.Note(moved.Terminal, StoreId.Parse("S2"), revoked: false, "boss", hub.Clock.GetUtcNow());
        log.Note(revoked.Terminal, StoreId.Parse("S1"), revoked: true, "boss", hub.Clock.GetUtcNow());
        log.Note(TerminalId.Parse("S1T9"), StoreId.Parse("S1"), revoked: false, "boss", hub.Clock.GetUtcNow());

        var restored = Assert.IsType<RestoreOutcome.Restored>(
            await HubRestore.AdoptAsync(hub.Database, "monday", log, hub.Clock, "boss", TestHub.Cancellation));

        Assert.Equal(3, restored.Listed.Count);
        var terminals = (await new TerminalQueries(hub.Database).ListAsync(TestHub.Cancellation)).ToDictionary(t => t.Terminal.Terminal, t => t.Terminal);
        Assert.Equal(("S2", true), (terminals[moved.Terminal.Value].Store, terminals[revoked.Terminal.Value].RevokedAt is not null));
        Assert.Equal(3, (await hub.ExceptionsAsync("restored")).Count);
    }

    [Fact]
    public async Task A_terminal_that_the_database_forgot_comes_back_by_its_certificate_and_its_code_is_not_given_again()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var log = new StandingLog(_folder);
        var forgotten = new EnrolmentCertificate(TerminalId.Parse("S1T1"), StoreId.Parse("S1"), JournalEpoch.First, "key of the first device");
        log.Note(forgotten.Terminal, forgotten.Store, revoked: false, "boss", hub.Clock.GetUtcNow());
        var enrolment = new TerminalEnrolment(hub.Writer, hub.Database, log);
        var readmission = new TerminalReadmission(hub.Writer, log);

        var code = await new EnrolmentCodes(hub.Writer, hub.Database).MakeAsync(StoreId.Parse("S1"), "boss", TestHub.Cancellation);
        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(await enrolment.EnrolAsync(code!.Code, "another key", "device", "1.0", TestHub.Cancellation));
        Assert.Null((await readmission.ReadmitAsync(forgotten, TestHub.Cancellation)).Problem);
        Assert.Null((await readmission.ReadmitAsync(forgotten, TestHub.Cancellation)).Problem);
        Assert.True(await enrolment.RevokeAsync(forgotten.Terminal, "boss", TestHub.Cancellation));

        Assert.Equal("S1T2", enrolled.Terminal.Value);
        Assert.Equal(["key of the first device"], (await hub.Enrolment.FindAsync(forgotten.Terminal, TestHub.Cancellation))!.PublicKeys);
        Assert.Single(await hub.ExceptionsAsync("readmitted"));
        Assert.True(log.ReadAll()[forgotten.Terminal].Revoked);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
