using Npgsql;
using PosCloud.HubStorage;
using PosCloud.HubStorage.PostgreSql;
using PosCloud.HubStorage.Writing;
using PosCloud.SystemTests.Contracts.HubStorage;
using PosCloud.TestKit;
using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Databases;

/// <summary>A PostgreSQL server that goes away under a working hub.</summary>
public sealed class PostgreSqlFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_before_a_power_cut_is_there_after_it_and_the_hub_goes_on()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var cluster = await PostgresCluster.StartAsync(folder: null, durable: true, Cancellation);
        await using var fixture = new OneDatabase(cluster);
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1_000));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 200; i++) terminal.Sell(("A", 1));
        var acknowledged = 0L;

        // The power goes while the terminal is sending; its last upload may or may not have been committed.
        var sending = Task.Run(
            async () =>
            {
                for (var sent = 0; sent < 200; sent += 5)
                {
                    acknowledged = (await hub.UploadAsync(terminal, sent + 1, sent + 5)).Upload!.AcceptedThrough.Value;
                    await hub.ReconcileAsync(terminal);
                }
            },
            Cancellation);
        await Waiting.UntilAsync("some of it is acknowledged", () => Task.FromResult(Interlocked.Read(ref acknowledged) >= 25), Limit, Cancellation);
        await cluster.KillServerAsync(Cancellation);
        var broken = await Assert.ThrowsAnyAsync<Exception>(() => sending);
        await cluster.StartServerAsync(Cancellation);

        Assert.True(hub.Database.IsTransient(broken), broken.ToString());
        await Waiting.UntilAsync("the hub reads again", () => AnswersAsync(hub), Limit, Cancellation);
        var kept = (await hub.VerifyAsync()).Facts;
        Assert.InRange(kept, acknowledged, acknowledged + 5);
        // The terminal sends everything again: what the hub has, it knows.
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(800, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Connections_that_the_server_has_closed_cost_a_writer_nothing()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var cluster = await PostgresCluster.SharedAsync();
        await using var fixture = new OneDatabase(cluster);
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        terminal.Sell(("A", 1));

        await cluster.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{fixture.Name}'", Cancellation);
        var taken = await hub.UploadAsync(terminal);

        Assert.Equal(2, taken.Upload!.AcceptedThrough.Value);
    }

    [Fact]
    public async Task A_reader_sees_one_moment_and_can_not_write()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var fixture = new OneDatabase(await PostgresCluster.SharedAsync());
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await using var snapshot = await hub.Database.OpenSnapshotAsync(Cancellation);
        Task<List<long>> FactsAsync() => snapshot.QueryAsync("SELECT COUNT(*) FROM fact", row => row.GetInt64(0), Cancellation);
        var before = await FactsAsync();

        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);

        Assert.Equal(before, await FactsAsync());
        var refused = await Assert.ThrowsAsync<PostgresException>(() => snapshot.QueryAsync("DELETE FROM fact", row => 0, Cancellation));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    private static async Task<bool> AnswersAsync(TestHub hub)
    {
        try
        {
            await using var snapshot = await hub.Database.OpenSnapshotAsync(Cancellation);
            await snapshot.QueryAsync("SELECT 1", row => row.GetInt32(0), Cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            // Each connection that died in the pool is noticed when it is used.
            return false;
        }
    }

    /// <summary>One migrated database of a cluster.</summary>
    private sealed class OneDatabase(PostgresCluster cluster) : HubFixture
    {
        public string Name { get; } = cluster.NewName();

        public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public override IReadOnlyList<string> Poison(string table) => [];

        public override IReadOnlyList<string> Antidote(string table) => [];

        public override async Task<HubDatabase> CreateAsync(HubStorageOptions? options = null)
        {
            var database = new PostgreSqlHubDatabase(new HubStorageOptions { Database = HubDatabaseKind.PostgreSql, ConnectionString = cluster.ConnectionString(Name) });
            await using var writer = new HubWriter(database, TimeProvider.System);
            await new HubSchema(database, writer).MigrateAsync(Cancellation);
            return database;
        }

        public override async ValueTask DisposeAsync() => await cluster.DropDatabaseAsync(Name, CancellationToken.None);
    }
}
