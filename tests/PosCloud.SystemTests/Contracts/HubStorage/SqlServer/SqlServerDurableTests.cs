namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerDurableTests(SqlServerHubFixture database) : DurableContract(database), IClassFixture<SqlServerHubFixture>;
