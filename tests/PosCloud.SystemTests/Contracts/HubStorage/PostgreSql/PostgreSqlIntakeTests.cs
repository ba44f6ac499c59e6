namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlIntakeTests(PostgreSqlHubFixture database) : IntakeContract(database), IClassFixture<PostgreSqlHubFixture>;
