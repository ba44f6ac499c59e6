namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerCreditTests(SqlServerHubFixture database) : CreditContract(database), IClassFixture<SqlServerHubFixture>;
