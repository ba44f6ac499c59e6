namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlRetentionTests(PostgreSqlHubFixture database) : RetentionContract(database), IClassFixture<PostgreSqlHubFixture>;
