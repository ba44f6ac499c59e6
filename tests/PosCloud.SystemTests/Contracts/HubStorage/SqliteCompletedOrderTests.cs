namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteCompletedOrderTests(SqliteHubFixture database) : CompletedOrderContract(database), IClassFixture<SqliteHubFixture>;
