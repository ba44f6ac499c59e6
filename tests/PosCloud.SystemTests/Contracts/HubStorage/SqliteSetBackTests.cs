namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteSetBackTests(SqliteHubFixture database) : SetBackContract(database), IClassFixture<SqliteHubFixture>;
