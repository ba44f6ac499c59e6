namespace PosCloud.SystemTests.Contracts.HubStorage.PostgreSql;

public sealed class PostgreSqlSeveralWritersTests(PostgreSqlHubFixture database) : SeveralWritersContract(database), IClassFixture<PostgreSqlHubFixture>
{
    protected override string CountWaiting => "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    protected override IReadOnlyList<string> CreateBareTable => ["CREATE SEQUENCE bare_n", "CREATE TABLE bare (n bigint PRIMARY KEY, word text NOT NULL)"];

    protected override string InsertBare => "INSERT INTO bare (n, word) VALUES (nextval('bare_n'), @p0)";
}
