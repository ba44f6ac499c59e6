namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlCounterPropertyTests(PostgreSqlHubFixture database) : CounterPropertyContract(database), IClassFixture<PostgreSqlHubFixture>;
