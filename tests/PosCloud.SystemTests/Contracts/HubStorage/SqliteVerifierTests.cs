namespace PosCloud.SystemTests.Contracts.HubStorage;

public sealed class SqliteVerifierTests(SqliteHubFixture database) : VerifierContract(database), IClassFixture<SqliteHubFixture>;
