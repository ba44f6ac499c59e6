namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteQueryTests(SqliteHubFixture database) : QueryContract(database), IClassFixture<SqliteHubFixture>;
