namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteIntakeTests(SqliteHubFixture database) : IntakeContract(database), IClassFixture<SqliteHubFixture>;
