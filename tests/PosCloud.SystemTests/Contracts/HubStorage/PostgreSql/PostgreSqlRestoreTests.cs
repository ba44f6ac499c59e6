namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlRestoreTests(PostgreSqlHubFixture database) : RestoreContract(database), IClassFixture<PostgreSqlHubFixture>;
