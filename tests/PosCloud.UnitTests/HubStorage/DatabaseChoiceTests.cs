using PosCloud.HubStorage;

namespace PosCloud.UnitTests.HubStorage;

public sealed class DatabaseChoiceTests
{
    [Fact]
    public void Without_settings_the_hub_uses_SQLite() => Assert.Equal(HubDatabaseKind.Sqlite, new HubStorageOptions().Kind);

    [Fact]
    public void A_connection_string_without_a_database_means_SQL_Server() =>
        Assert.Equal(HubDatabaseKind.SqlServer, new HubStorageOptions { ConnectionString = "Server=db" }.Kind);

    [Fact]
    public void The_named_database_counts_whatever_the_connection_string() =>
        Assert.Equal(HubDatabaseKind.PostgreSql, new HubStorageOptions { Database = HubDatabaseKind.PostgreSql, ConnectionString = "Host=db" }.Kind);

    [Theory]
    [InlineData(null, "needs a connection string")]
    [InlineData("Database=hub", "names no Host")]
    [InlineData("Host=db;Password=hush", "names no Database")]
    [InlineData("Server=tcp:db;Initial Catalog=hub;Encrypt=maybe;Password=hush", "isn't a PostgreSQL connection string")]
    [InlineData("hush", "isn't a PostgreSQL connection string")]
    public void A_connection_string_that_cant_work_is_named_without_repeating_it(string? text, string problem)
    {
        var checkedOptions = new HubStorageOptionsCheck().Validate(null, new HubStorageOptions { Database = HubDatabaseKind.PostgreSql, ConnectionString = text });

        var failure = Assert.Single(checkedOptions.Failures!);
        Assert.StartsWith("Hub:ConnectionString: ", failure, StringComparison.Ordinal);
        Assert.Contains(problem, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "needs a connection string")]
    [InlineData("Database=hub", "names no Server")]
    [InlineData("Server=db;Password=hush", "names no Database")]
    [InlineData("Server=db;Database=master;Password=hush", "belongs to the server")]
    [InlineData("Host=db;Database=hub;Password=hush", "isn't a SQL Server connection string")]
    [InlineData("Server=db;Database=hub;Connect Timeout=hush", "isn't a SQL Server connection string")]
    [InlineData("hush", "isn't a SQL Server connection string")]
    public void A_SQL_Server_connection_string_that_cant_work_is_named_without_repeating_it(string? text, string problem)
    {
        var checkedOptions = new HubStorageOptionsCheck().Validate(null, new HubStorageOptions { Database = HubDatabaseKind.SqlServer, ConnectionString = text });

        var failure = Assert.Single(checkedOptions.Failures!);
        Assert.StartsWith("Hub:ConnectionString: ", failure, StringComparison.Ordinal);
        Assert.Contains(problem, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure, StringComparison.Ordinal);
    }
}
