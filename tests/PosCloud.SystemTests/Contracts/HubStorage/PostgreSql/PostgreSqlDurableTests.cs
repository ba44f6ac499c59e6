namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlDurableTests(PostgreSqlHubFixture database) : DurableContract(database), IClassFixture<PostgreSqlHubFixture>;
