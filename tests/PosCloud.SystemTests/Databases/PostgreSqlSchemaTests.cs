using Npgsql;
using PosCloud.HubStorage;
using PosCloud.HubStorage.PostgreSql;
using PosCloud.HubStorage.Writing;
using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Databases;

/// <summary>Creating and upgrading a PostgreSQL database, and what an operator is told when that can't be.</summary>
public sealed class PostgreSqlSchemaTests : IAsyncLifetime
{
    private const string Secret = "not-for-a-log";
    private string _name = "";
    private PostgresCluster _cluster = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        _cluster = await PostgresCluster.SharedAsync();
        _name = _cluster.NewName();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DropDatabaseAsync(_name, CancellationToken.None);
    }

    [Fact]
    public async Task Migrate_creates_a_database_that_is_not_there_and_a_second_run_finds_nothing_to_do()
    {
        var first = await MigrateAsync(_cluster.ConnectionString(_name));
        var second = await MigrateAsync(_cluster.ConnectionString(_name));

        Assert.NotEmpty(first);
        Assert.Empty(second);
        Assert.Equal("1", await ScalarAsync("SELECT COUNT(*) FROM hub_epoch"));
    }

    [Fact]
    public async Task Of_many_that_migrate_at_once_one_does_it()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(_cluster.ConnectionString(_name)))));

        Assert.Single(runs, applied => applied.Count > 0);
        Assert.Equal("1", await ScalarAsync("SELECT COUNT(*) FROM hub_epoch"));
    }

    [Fact]
    public async Task A_node_refuses_an_older_schema_and_names_the_command()
    {
        await _cluster.ExecuteAsync($"CREATE DATABASE {_name}", Cancellation);

        var older = await Assert.ThrowsAsync<HubSchemaOlderException>(() => PrepareAsync(_cluster.ConnectionString(_name)));

        Assert.Contains("poscloud-hub migrate", older.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone_by_both()
    {
        await MigrateAsync(_cluster.ConnectionString(_name));
        await ScalarAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_FromTheFuture', '99.0.0')");

        await Assert.ThrowsAsync<HubSchemaNewerException>(() => MigrateAsync(_cluster.ConnectionString(_name)));
        await Assert.ThrowsAsync<HubSchemaNewerException>(() => PrepareAsync(_cluster.ConnectionString(_name)));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_the_password()
    {
        var nowhere = await RefusedAsync(() => MigrateAsync($"Host=127.0.0.1;Port=9;Timeout=3;Database=hub;Username=hub;Password={Secret}"));
        var unknown = await RefusedAsync(() => PrepareAsync($"Host=db.invalid;Timeout=3;Database=hub;Username=hub;Password={Secret}"));

        Assert.Contains("127.0.0.1:9", nowhere.Message, StringComparison.Ordinal);
        Assert.Contains("db.invalid", unknown.Message, StringComparison.Ordinal);
        Assert.False(nowhere.IsSetting);
    }

    [Fact]
    public async Task A_user_the_server_does_not_know_is_named()
    {
        var refused = await RefusedAsync(() => MigrateAsync($"Host={_cluster.SocketFolder};Database=postgres;Username=nobody_here;Password={Secret}"));

        Assert.True(refused.IsSetting);
        Assert.Contains("nobody_here", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_the_right_to_create_tables_is_told_which_right_is_missing()
    {
        await _cluster.ExecuteAsync($"CREATE DATABASE {_name}", Cancellation);
        var user = await UserAsync("reader");

        var refused = await RefusedAsync(() => MigrateAsync(As(user)));
        var creating = await RefusedAsync(() => MigrateAsync(As(user, database: _name + "_other")));

        Assert.Contains("CREATE", refused.Message, StringComparison.Ordinal);
        Assert.Contains("permission denied for schema public", refused.Message, StringComparison.Ordinal);
        Assert.Contains("CREATEDB", creating.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_may_not_write_a_table_says_so_at_its_start()
    {
        await MigrateAsync(_cluster.ConnectionString(_name));
        var user = await UserAsync("writer");
        await ScalarAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}");
        await PrepareAsync(As(user));
        await ScalarAsync($"REVOKE UPDATE ON stock FROM {user}");

        var refused = await RefusedAsync(() => PrepareAsync(As(user)));

        Assert.Contains("'stock'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("GRANT", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_another_encoding_is_refused()
    {
        await _cluster.ExecuteAsync($"CREATE DATABASE {_name} ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0", Cancellation);

        var refused = await RefusedAsync(() => MigrateAsync(_cluster.ConnectionString(_name)));

        Assert.Contains("UTF8", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_read_only_is_recognised()
    {
        await _cluster.ExecuteAsync($"CREATE DATABASE {_name}", Cancellation);
        await _cluster.ExecuteAsync($"ALTER DATABASE {_name} SET default_transaction_read_only = on", Cancellation);

        var refused = await RefusedAsync(() => MigrateAsync(_cluster.ConnectionString(_name)));

        Assert.Contains("standby", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<HubDatabaseUnusableException> RefusedAsync(Func<Task> attempt)
    {
        var refused = await Assert.ThrowsAsync<HubDatabaseUnusableException>(attempt);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        return refused;
    }

    private static Task<IReadOnlyList<string>> MigrateAsync(string text) => WithSchemaAsync(text, schema => schema.MigrateAsync(Cancellation));

    private static Task PrepareAsync(string text) => WithSchemaAsync(text, async schema =>
    {
        await schema.PrepareAsync(Cancellation);
        return true;
    });

    private static async Task<T> WithSchemaAsync<T>(string text, Func<HubSchema, Task<T>> work)
    {
        await using var database = new PostgreSqlHubDatabase(new HubStorageOptions { Database = HubDatabaseKind.PostgreSql, ConnectionString = text });
        await using var writer = new HubWriter(database, TimeProvider.System);
        return await work(new HubSchema(database, writer));
    }

    private string As(string user, string? database = null) => $"Host={_cluster.SocketFolder};Database={database ?? _name};Username={user};Password={Secret}";

    /// <summary>A user without rights. Names are of the whole cluster, so they are this test's own.</summary>
    private async Task<string> UserAsync(string name)
    {
        var user = $"{name}_{_name}";
        await _cluster.ExecuteAsync($"CREATE ROLE {user} LOGIN", Cancellation);
        return user;
    }

    private async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString(_name) + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString();
    }
}
