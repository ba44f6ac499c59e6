namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerPublishingTests(SqlServerHubFixture database) : PublishingContract(database), IClassFixture<SqlServerHubFixture>;
