namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerOddFactTests(SqlServerHubFixture database) : OddFactContract(database), IClassFixture<SqlServerHubFixture>;
