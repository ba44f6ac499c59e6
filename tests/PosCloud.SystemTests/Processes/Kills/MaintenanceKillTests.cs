using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The hub's verbs that change whole files, killed with minus nine in the middle: backup, restore, migrate.</summary>
public sealed class MaintenanceKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private static readonly KillStep Backup = new("hub: during a backup", @"^(before|after) .*(\.part|VACUUM|\[audit)", 150);
    private static readonly KillStep Restore = new("hub: during a restore", "^(before|after) .*restoring", 55);
    private static readonly KillStep Migrate = new("hub: during a migration", @"^(before|after) ", 540);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("guarantee", "G31")]
    public async Task A_backup_or_restore_that_was_killed_leaves_a_whole_database_and_can_be_made_again()
    {
        for (var i = 0; i < 3; i++) await shop.SellHereAsync();
        await shop.SettleHereAsync();
        var backup = Path.Combine(shop.Folder, "whole.db");
        (await shop.VerbAsync("backup", ("file", backup), ("verified", "true"))).Expect(0);
        await shop.SellHereAsync();
        await shop.SettleHereAsync();
        await shop.Hub.StopAsync();

        await KillTable.RunAsync(
            Backup,
            async i =>
            {
                var file = Path.Combine(shop.Folder, $"killed-{i}.db");
                await KillAsync(Backup, i, "backup", file);
                // Under its own name only when it is whole; then it can be used, else made again.
                if (File.Exists(file)) await AssertUsableAsync(file);
                else await HubHere.BackupAsync(shop.Hub.DataFolder, file);
                Assert.False(File.Exists(file + ".part"));
                File.Delete(file);
            },
            () => HubHere.AssertSoundAsync(shop.Hub.DataFolder));
        await KillTable.RunAsync(
            Restore,
            async i =>
            {
                await KillAsync(Restore, i, "restore", backup);
                await HubHere.AssertSoundAsync(shop.Hub.DataFolder);
            },
            async () => (await shop.HubAsync("restore", backup)).Expect(0));

        await shop.Hub.StartAsync(Cancellation);
        await shop.SellHereAsync();
        await shop.AssertWholeHereAsync();
    }

    [Fact]
    public Task A_migration_that_was_killed_is_finished_by_the_next_start() => KillTable.RunAsync(Migrate, async i =>
    {
        var folder = Path.Combine(shop.Folder, $"migrated-{i}");
        await KillAsync(Migrate, i, folder, ["migrate"]);
        await HubHere.AssertSoundAsync(folder);
        Directory.Delete(folder, recursive: true);
    });

    [Theory]
    [InlineData("before the old database was set aside", false, false)]
    [InlineData("between the old database and its log", true, false)]
    [InlineData("before the restored one got its name", true, true)]
    public async Task A_restore_cut_short_while_files_change_their_names_is_finished_by_the_next_start(string when, bool databaseIsAside, bool logIsAside)
    {
        var folder = Path.Combine(shop.Folder, when);
        (await VerbAsync(folder, null, "migrate")).Expect(0);
        var (database, kept) = (Path.Combine(folder, "hub.db"), Path.Combine(folder, "hub-replaced-20260101000000.db"));
        File.Copy(database, database + ".copy");
        (await VerbAsync(folder, null, "stores", "add", "--code", "LATER", "--name", "Later", "--currency", "EUR", "--time-zone", "Europe/Zagreb")).Expect(0);
        File.Move(database + ".copy", database + ".restored");
        await File.WriteAllTextAsync((logIsAside ? kept : database) + "-wal", "the old database's log", Cancellation);
        if (databaseIsAside) File.Move(database, kept);

        (await VerbAsync(folder, null, "verify")).Expect(0);

        Assert.False(File.Exists(database + ".restored"));
        Assert.Single(Directory.GetFiles(folder, "hub-replaced-*.db"));
        Assert.Equal("the old database's log", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "hub-replaced-*.db-wal")), Cancellation));
        (await VerbAsync(folder, null, "enrolment-code", "--store", "LATER")).Expect(1, 2);
    }

    private async Task AssertUsableAsync(string backup)
    {
        var folder = Directory.CreateDirectory(Path.Combine(shop.Folder, "opened")).FullName;
        File.Copy(backup, Path.Combine(folder, "hub.db"));
        await HubHere.AssertSoundAsync(folder);
        Directory.Delete(folder, recursive: true);
    }

    private Task KillAsync(KillStep step, int kill, string verb, string file) =>
        KillAsync(step, kill, shop.Hub.DataFolder, [verb, file]);

    private static async Task KillAsync(KillStep step, int kill, string folder, string[] verb)
    {
        for (var moment = step.MomentOf(kill); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{step.Name}'.");
            var result = await VerbAsync(folder, step.Environment(moment), verb);
            if (result.ExitCode == KillTable.Killed) return;
            result.Expect(0);
            if (verb[0] == "backup") File.Delete(verb[1]);
            if (verb[0] == "migrate") Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<CommandResult> VerbAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] verb)
    {
        Directory.CreateDirectory(folder);
        var settings = new Dictionary<string, string>(KillStep.Quick);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) settings[name] = value;
        return ProgramVerb.RunAsync(ProgramPaths.Hub, [.. verb, "--data", folder, "--json"], settings, Cancellation);
    }
}
