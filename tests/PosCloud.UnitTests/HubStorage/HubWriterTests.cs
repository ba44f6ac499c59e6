using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;

namespace PosCloud.UnitTests.HubStorage;

public sealed class HubWriterTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-writer-").FullName;
    private SqliteHubDatabase _database = null!;
    private HubWriter _writer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = SqliteHubDatabase.OfFile(Path.Combine(_folder, "hub.db"));
        _writer = new HubWriter(_database, TimeProvider.System, maxQueued: 4);
        await new HubSchema(_database, _writer).MigrateAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Work_that_throws_is_rolled_back_and_the_next_goes_on()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _writer.RunAsync(
            async transaction =>
            {
                await AuditAsync(transaction, "lost");
                throw new InvalidOperationException();
            },
            Cancellation));
        await _writer.RunAsync(transaction => AuditAsync(transaction, "kept"), Cancellation);

        Assert.Equal(["kept"], await ActionsAsync());
    }

    [Fact]
    public async Task Giving_up_waiting_does_not_undo_work_that_has_begun()
    {
        using var impatient = new CancellationTokenSource();
        var (begun, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        var waiting = _writer.RunAsync(
            async transaction =>
            {
                await AuditAsync(transaction, "finished");
                begun.SetResult();
                await finish.Task;
            },
            impatient.Token);
        await begun.Task;

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        finish.SetResult();
        await _writer.RunAsync(transaction => AuditAsync(transaction, "next"), Cancellation);

        Assert.Equal(["finished", "next"], await ActionsAsync());
    }

    [Fact]
    public async Task Many_writers_at_once_wait_for_each_other_and_none_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _writer.RunAsync(transaction => AuditAsync(transaction, "write"), Cancellation)));

        Assert.Equal(50, (await ActionsAsync()).Count);
    }

    [Fact]
    public async Task A_reader_sees_one_moment_while_others_write()
    {
        await _writer.RunAsync(transaction => AuditAsync(transaction, "before"), Cancellation);
        await using var snapshot = await _database.OpenSnapshotAsync(Cancellation);
        var first = await snapshot.QueryAsync("SELECT COUNT(*) FROM audit", row => row.GetInt64(0), Cancellation);
        await _writer.RunAsync(transaction => AuditAsync(transaction, "after"), Cancellation);

        Assert.Equal(first, await snapshot.QueryAsync("SELECT COUNT(*) FROM audit", row => row.GetInt64(0), Cancellation));
    }

    [Fact]
    public async Task The_schema_is_made_once_and_a_newer_one_is_refused()
    {
        var schema = new HubSchema(_database, _writer);
        Assert.Empty(await schema.MigrateAsync(Cancellation));

        await _writer.RunAsync(
            t => t.ExecuteAsync("INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('29990101000000_Tomorrow', '99.0')"), Cancellation);

        var refused = await Assert.ThrowsAsync<HubSchemaNewerException>(() => schema.MigrateAsync(Cancellation));
        Assert.Contains("Tomorrow", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_process_on_a_data_directory_is_refused_and_a_released_lock_can_be_taken_again()
    {
        using (DataDirectoryLock.Take(_folder))
        {
            Assert.True(DataDirectoryLock.IsTaken(_folder));
            var refused = Assert.Throws<DatabaseLockedException>(() => DataDirectoryLock.Take(_folder));
            Assert.Contains(_folder, refused.Message, StringComparison.Ordinal);
        }

        Assert.False(DataDirectoryLock.IsTaken(_folder));
        DataDirectoryLock.Take(_folder).Dispose();
    }

    private static Task AuditAsync(HubTransaction transaction, string action) => AuditLog.WriteAsync(transaction, "test", action, "");

    private async Task<List<string>> ActionsAsync()
    {
        await using var snapshot = await _database.OpenSnapshotAsync(Cancellation);
        return await snapshot.QueryAsync("SELECT action FROM audit ORDER BY rowid", row => row.GetString(0), Cancellation);
    }
}
