namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteRetentionTests(SqliteHubFixture database) : RetentionContract(database), IClassFixture<SqliteHubFixture>;
