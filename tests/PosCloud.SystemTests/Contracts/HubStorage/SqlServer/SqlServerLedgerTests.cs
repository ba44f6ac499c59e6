namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerLedgerTests(SqlServerHubFixture database) : LedgerContract(database), IClassFixture<SqlServerHubFixture>;
