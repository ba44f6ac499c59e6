namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteJournalImportTests(SqliteHubFixture database) : JournalImportContract(database), IClassFixture<SqliteHubFixture>;
