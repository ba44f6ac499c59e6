namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerCounterPropertyTests(SqlServerHubFixture database) : CounterPropertyContract(database), IClassFixture<SqlServerHubFixture>;
