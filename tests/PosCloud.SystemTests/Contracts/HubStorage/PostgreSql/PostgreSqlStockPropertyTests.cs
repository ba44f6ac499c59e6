namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlStockPropertyTests(PostgreSqlHubFixture database) : StockPropertyContract(database), IClassFixture<PostgreSqlHubFixture>;
