namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerRestoreTests(SqlServerHubFixture database) : RestoreContract(database), IClassFixture<SqlServerHubFixture>;
