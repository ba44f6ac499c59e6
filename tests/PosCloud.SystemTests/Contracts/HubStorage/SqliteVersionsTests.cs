namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteVersionsTests(SqliteHubFixture database) : VersionsContract(database), IClassFixture<SqliteHubFixture>;
