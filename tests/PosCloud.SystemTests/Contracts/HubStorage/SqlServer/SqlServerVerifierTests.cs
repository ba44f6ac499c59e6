namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerVerifierTests(SqlServerHubFixture database) : VerifierContract(database), IClassFixture<SqlServerHubFixture>;
