namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteLedgerTests(SqliteHubFixture database) : LedgerContract(database), IClassFixture<SqliteHubFixture>;
