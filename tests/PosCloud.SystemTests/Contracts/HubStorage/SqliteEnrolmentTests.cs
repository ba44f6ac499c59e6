namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteEnrolmentTests(SqliteHubFixture database) : EnrolmentContract(database), IClassFixture<SqliteHubFixture>;
