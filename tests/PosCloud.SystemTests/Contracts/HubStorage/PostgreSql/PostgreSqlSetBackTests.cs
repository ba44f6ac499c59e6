namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlSetBackTests(PostgreSqlHubFixture database) : SetBackContract(database), IClassFixture<PostgreSqlHubFixture>;
