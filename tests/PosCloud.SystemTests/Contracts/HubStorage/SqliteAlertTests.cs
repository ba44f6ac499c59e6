namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteAlertTests(SqliteHubFixture database) : AlertContract(database), IClassFixture<SqliteHubFixture>;
