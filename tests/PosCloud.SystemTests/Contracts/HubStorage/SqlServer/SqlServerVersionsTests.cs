namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerVersionsTests(SqlServerHubFixture database) : VersionsContract(database), IClassFixture<SqlServerHubFixture>;
