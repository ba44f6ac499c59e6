namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlVerifierTests(PostgreSqlHubFixture database) : VerifierContract(database), IClassFixture<PostgreSqlHubFixture>;
