namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerRetentionTests(SqlServerHubFixture database) : RetentionContract(database), IClassFixture<SqlServerHubFixture>;
