namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerCatalogueTests(SqlServerHubFixture database) : CatalogueContract(database), IClassFixture<SqlServerHubFixture>;
