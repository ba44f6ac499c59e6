namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlJournalImportTests(PostgreSqlHubFixture database) : JournalImportContract(database), IClassFixture<PostgreSqlHubFixture>;
