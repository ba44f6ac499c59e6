namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlCarryingTests(PostgreSqlHubFixture database) : CarryingContract(database), IClassFixture<PostgreSqlHubFixture>;
