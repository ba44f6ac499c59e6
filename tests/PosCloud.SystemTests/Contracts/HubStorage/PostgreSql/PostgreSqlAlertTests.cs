namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlAlertTests(PostgreSqlHubFixture database) : AlertContract(database), IClassFixture<PostgreSqlHubFixture>;
