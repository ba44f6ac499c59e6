namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerBootstrapTests(SqlServerHubFixture database) : BootstrapContract(database), IClassFixture<SqlServerHubFixture>;
