namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteCarryingTests(SqliteHubFixture database) : CarryingContract(database), IClassFixture<SqliteHubFixture>;
