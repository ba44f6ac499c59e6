namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlVersionsTests(PostgreSqlHubFixture database) : VersionsContract(database), IClassFixture<PostgreSqlHubFixture>;
