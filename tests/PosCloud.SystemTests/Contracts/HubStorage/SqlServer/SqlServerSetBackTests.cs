namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerSetBackTests(SqlServerHubFixture database) : SetBackContract(database), IClassFixture<SqlServerHubFixture>;
