namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteFaultPropertyTests(SqliteHubFixture database) : FaultPropertyContract(database), IClassFixture<SqliteHubFixture>;
