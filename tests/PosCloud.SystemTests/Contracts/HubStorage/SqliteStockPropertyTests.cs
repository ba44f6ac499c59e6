namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteStockPropertyTests(SqliteHubFixture database) : StockPropertyContract(database), IClassFixture<SqliteHubFixture>;
