namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteCounterPropertyTests(SqliteHubFixture database) : CounterPropertyContract(database), IClassFixture<SqliteHubFixture>;
