namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqlitePublishingTests(SqliteHubFixture database) : PublishingContract(database), IClassFixture<SqliteHubFixture>;
