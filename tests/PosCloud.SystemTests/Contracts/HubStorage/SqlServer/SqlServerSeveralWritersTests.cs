namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

public sealed class SqlServerSeveralWritersTests(SqlServerHubFixture database) : SeveralWritersContract(database), IClassFixture<SqlServerHubFixture>
{
    protected override string WhyHangingStays => "SQL Server has no limit for a transaction that sends nothing; others give up waiting after Hub:LockTimeoutSeconds.";

    protected override string CountWaiting => "SELECT COUNT(*) FROM sys.dm_exec_requests WHERE database_id = DB_ID() AND wait_type LIKE N'LCK%'";

    protected override IReadOnlyList<string> CreateBareTable => ["CREATE SEQUENCE bare_n AS BIGINT START WITH 1", "CREATE TABLE bare (n BIGINT PRIMARY KEY, word NVARCHAR(100) NOT NULL)"];

    protected override string InsertBare => "INSERT INTO bare (n, word) VALUES (NEXT VALUE FOR bare_n, @p0)";
}
