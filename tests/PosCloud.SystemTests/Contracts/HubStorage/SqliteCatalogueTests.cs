namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteCatalogueTests(SqliteHubFixture database) : CatalogueContract(database), IClassFixture<SqliteHubFixture>;
