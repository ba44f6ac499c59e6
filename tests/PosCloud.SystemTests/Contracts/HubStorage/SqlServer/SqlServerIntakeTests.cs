namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerIntakeTests(SqlServerHubFixture database) : IntakeContract(database), IClassFixture<SqlServerHubFixture>;
