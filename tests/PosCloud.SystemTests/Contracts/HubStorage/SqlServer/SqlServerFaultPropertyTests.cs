namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerFaultPropertyTests(SqlServerHubFixture database) : FaultPropertyContract(database), IClassFixture<SqlServerHubFixture>;
