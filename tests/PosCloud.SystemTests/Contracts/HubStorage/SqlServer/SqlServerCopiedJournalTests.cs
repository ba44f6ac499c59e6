namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerCopiedJournalTests(SqlServerHubFixture database) : CopiedJournalContract(database), IClassFixture<SqlServerHubFixture>;
