namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlEnrolmentTests(PostgreSqlHubFixture database) : EnrolmentContract(database), IClassFixture<PostgreSqlHubFixture>;
