namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteCreditTests(SqliteHubFixture database) : CreditContract(database), IClassFixture<SqliteHubFixture>;
