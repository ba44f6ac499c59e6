namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteOddFactTests(SqliteHubFixture database) : OddFactContract(database), IClassFixture<SqliteHubFixture>;
