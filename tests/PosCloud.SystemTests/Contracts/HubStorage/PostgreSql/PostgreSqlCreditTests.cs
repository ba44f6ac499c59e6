namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlCreditTests(PostgreSqlHubFixture database) : CreditContract(database), IClassFixture<PostgreSqlHubFixture>;
