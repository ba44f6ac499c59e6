namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlFaultPropertyTests(PostgreSqlHubFixture database) : FaultPropertyContract(database), IClassFixture<PostgreSqlHubFixture>;
