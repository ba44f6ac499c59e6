namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerStockPropertyTests(SqlServerHubFixture database) : StockPropertyContract(database), IClassFixture<SqlServerHubFixture>;
