namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlBootstrapTests(PostgreSqlHubFixture database) : BootstrapContract(database), IClassFixture<PostgreSqlHubFixture>;
