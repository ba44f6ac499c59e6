using PosCloud.HubStorage;
using PosCloud.HubStorage.PostgreSql;
using PosCloud.HubStorage.Writing;
using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

/// <summary>Databases of the run's PostgreSQL cluster, copied from one that was migrated once.</summary>
public sealed class PostgreSqlHubFixture : HubFixture
{
    private static readonly Lazy<Task<string>> LazyTemplate = new(MigrateTemplateAsync);
    private readonly List<string> _made = [];

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override void SkipWithoutDatabase() => Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");

    public override int Runs(int onSqlite) => Math.Max(10, onSqlite / 20);

    public override async Task<HubDatabase> CreateAsync(HubStorageOptions? options = null)
    {
        SkipWithoutDatabase();
        var cluster = await PostgresCluster.SharedAsync();
        var name = await cluster.CreateDatabaseAsync(await LazyTemplate.Value, TestContext.Current.CancellationToken);
        lock (_made) _made.Add(name);
        return Open(cluster, name, options);
    }

    public override IReadOnlyList<string> Poison(string table) => [$"ALTER TABLE {table} ADD CONSTRAINT poison CHECK (sku <> 'POISON')"];

    public override IReadOnlyList<string> Antidote(string table) => [$"ALTER TABLE {table} DROP CONSTRAINT poison"];

    public override async ValueTask DisposeAsync()
    {
        if (_made.Count == 0) return;
        var cluster = await PostgresCluster.SharedAsync();
        foreach (var name in _made) await cluster.DropDatabaseAsync(name, CancellationToken.None);
    }

    private static PostgreSqlHubDatabase Open(PostgresCluster cluster, string name, HubStorageOptions? options = null) => new(new HubStorageOptions
    {
        Database = HubDatabaseKind.PostgreSql,
        ConnectionString = cluster.ConnectionString(name),
        MaxConcurrentWrites = (options ?? new()).MaxConcurrentWrites,
        LockTimeoutSeconds = (options ?? new()).LockTimeoutSeconds,
        IdleTransactionSeconds = (options ?? new()).IdleTransactionSeconds,
    });

    private static async Task<string> MigrateTemplateAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var name = await cluster.CreateDatabaseAsync(template: null, CancellationToken.None);
        // Disposed before the first copy: a database somebody is connected to can't be copied.
        await using var database = Open(cluster, name);
        await using var writer = new HubWriter(database, TimeProvider.System);
        await new HubSchema(database, writer).MigrateAsync(CancellationToken.None);
        return name;
    }
}
