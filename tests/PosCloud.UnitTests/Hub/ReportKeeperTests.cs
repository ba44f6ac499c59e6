using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Terminals;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;

namespace PosCloud.UnitTests.Hub;

public sealed class ReportKeeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("report-keeper-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private SqliteHubDatabase _database = null!;
    private HubWriter _writer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = SqliteHubDatabase.OfFile(Path.Combine(_folder, "hub.db"));
        _writer = new HubWriter(_database, _clock);
        await new HubSchema(_database, _writer).MigrateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An exception that leaves the keeper would end the whole hub.</summary>
    [Fact]
    public async Task A_database_that_fails_while_old_sessions_are_forgotten_is_tried_again()
    {
        await _writer.RunAsync(
            transaction => transaction.ExecuteAsync("CREATE TRIGGER refuses BEFORE DELETE ON sync_session BEGIN SELECT RAISE(ABORT, 'away'); END"), Cancellation);
        await OldSessionAsync();
        using var keeper = new ReportKeeper(_writer, _clock, NullLogger<ReportKeeper>.Instance);
        await keeper.StartAsync(Cancellation);
        keeper.Keep("FAT1", Seen());
        await UntilAsync(async () => keeper.ExecuteTask!.IsFaulted || await CountAsync("terminal_report") == 1, keeper);
        await _writer.RunAsync(transaction => transaction.ExecuteAsync("DROP TRIGGER refuses"), Cancellation);

        await UntilAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromHours(2));
                keeper.Keep("FAT1", Seen());
                return keeper.ExecuteTask!.IsFaulted || await CountAsync("sync_session") == 0;
            },
            keeper);

        Assert.False(keeper.ExecuteTask!.IsFaulted, keeper.ExecuteTask.Exception?.ToString());
        await keeper.StopAsync(Cancellation);
    }

    private SyncObserved Seen() => new(
        _clock.GetUtcNow(), "FA", "Direct", "1.0", new SyncSession(_clock.GetUtcNow(), "poll", 1, 0, [], 0, 0, SyncResults.Done), 0, 0, null, null, null, null, null, null, false, null);

    private Task OldSessionAsync() => _writer.RunAsync(
        transaction =>
        {
            transaction.Context.SyncSessions.Add(new SyncSessionRow { Id = "old", Terminal = "FAT1", Cause = "poll", Tables = "", StartedAt = _clock.GetUtcNow().AddDays(-30) });
            return Task.CompletedTask;
        },
        Cancellation);

    private async Task<long> CountAsync(string table)
    {
        await using var snapshot = await _database.OpenSnapshotAsync(Cancellation);
        return (await snapshot.QueryAsync($"SELECT COUNT(*) FROM {table}", row => row.GetInt64(0), Cancellation))[0];
    }

    private static async Task UntilAsync(Func<Task<bool>> reached, ReportKeeper keeper)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await reached(); await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"Not reached; the keeper is {keeper.ExecuteTask!.Status}.");
    }
}
