namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlCatalogueTests(PostgreSqlHubFixture database) : CatalogueContract(database), IClassFixture<PostgreSqlHubFixture>;
