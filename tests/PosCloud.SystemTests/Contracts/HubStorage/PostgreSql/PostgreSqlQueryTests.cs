namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlQueryTests(PostgreSqlHubFixture database) : QueryContract(database), IClassFixture<PostgreSqlHubFixture>;
