namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerAlertTests(SqlServerHubFixture database) : AlertContract(database), IClassFixture<SqlServerHubFixture>;
