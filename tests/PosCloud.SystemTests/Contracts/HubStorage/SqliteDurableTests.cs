namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteDurableTests(SqliteHubFixture database) : DurableContract(database), IClassFixture<SqliteHubFixture>;
