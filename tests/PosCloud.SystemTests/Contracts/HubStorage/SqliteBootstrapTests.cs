namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteBootstrapTests(SqliteHubFixture database) : BootstrapContract(database), IClassFixture<SqliteHubFixture>;
