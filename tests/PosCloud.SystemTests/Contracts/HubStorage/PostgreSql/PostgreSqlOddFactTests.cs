namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlOddFactTests(PostgreSqlHubFixture database) : OddFactContract(database), IClassFixture<PostgreSqlHubFixture>;
