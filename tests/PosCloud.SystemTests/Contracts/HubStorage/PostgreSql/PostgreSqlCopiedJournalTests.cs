namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlCopiedJournalTests(PostgreSqlHubFixture database) : CopiedJournalContract(database), IClassFixture<PostgreSqlHubFixture>;
