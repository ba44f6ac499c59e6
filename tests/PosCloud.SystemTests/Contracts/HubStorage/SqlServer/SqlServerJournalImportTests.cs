namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerJournalImportTests(SqlServerHubFixture database) : JournalImportContract(database), IClassFixture<SqlServerHubFixture>;
