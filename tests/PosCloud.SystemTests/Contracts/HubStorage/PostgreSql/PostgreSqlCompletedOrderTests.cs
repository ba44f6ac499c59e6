namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlCompletedOrderTests(PostgreSqlHubFixture database) : CompletedOrderContract(database), IClassFixture<PostgreSqlHubFixture>;
