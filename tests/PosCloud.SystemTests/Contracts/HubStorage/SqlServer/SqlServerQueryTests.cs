namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerQueryTests(SqlServerHubFixture database) : QueryContract(database), IClassFixture<SqlServerHubFixture>;
