namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerEnrolmentTests(SqlServerHubFixture database) : EnrolmentContract(database), IClassFixture<SqlServerHubFixture>;
