namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlLedgerTests(PostgreSqlHubFixture database) : LedgerContract(database), IClassFixture<PostgreSqlHubFixture>;
