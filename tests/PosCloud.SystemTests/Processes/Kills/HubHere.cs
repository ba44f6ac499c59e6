using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PosCloud.Hub.Hosting;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Verification;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>Opens a hub's folder in this process as the next start would, without serving.</summary>
internal static class HubHere
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The next start finishes what a kill left, and what is there adds up.</summary>
    public static Task AssertSoundAsync(string folder) => OpenAsync(
        folder,
        async services => Assert.Empty((await services.GetRequiredService<HubVerifier>().VerifyAsync(Cancellation)).Violations));

    public static Task BackupAsync(string folder, string file) => OpenAsync(
        folder,
        async services => Assert.IsType<BackupOutcome.Made>(await services.GetRequiredService<HubBackup>().MakeAsync(file, true, "test", Cancellation)));

    private static async Task OpenAsync(string folder, Func<IServiceProvider, Task> work)
    {
        await using (var app = HubHost.Build(folder, "http://127.0.0.1:0", Quietly))
        {
            using var taken = DataDirectoryLock.Take(folder);
            await app.Services.GetRequiredService<HubSchema>().MigrateAsync(Cancellation);
            await HubHost.PrepareAsync(app.Services, Cancellation);
            await work(app.Services);
        }

        // The next process may put another file in this one's place.
        SqliteConnection.ClearAllPools();
    }

    private static void Quietly(WebApplicationBuilder builder) => builder.Logging.ClearProviders();
}
