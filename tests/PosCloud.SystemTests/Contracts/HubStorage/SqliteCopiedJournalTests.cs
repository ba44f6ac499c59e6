namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteCopiedJournalTests(SqliteHubFixture database) : CopiedJournalContract(database), IClassFixture<SqliteHubFixture>;
