namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlPublishingTests(PostgreSqlHubFixture database) : PublishingContract(database), IClassFixture<PostgreSqlHubFixture>;
