using PosCloud.HubStorage;
using PosCloud.HubStorage.SqlServer;
using PosCloud.HubStorage.Writing;

namespace PosCloud.UnitTests.HubStorage;

/// <summary>What an operator is told about a SQL Server that can't be used, and what its errors mean for the work that met them.</summary>
public sealed class SqlServerProblemTests
{
    private const string Text = "Server=db.example.org;Database=shop;User ID=till;Password=hush";

    private static readonly SqlServerProblems Problems = new(SqlServerConnectionText.Of(Text));

    [Theory]
    [InlineData(18456, 14, true, "doesn't let user 'till' in")]
    [InlineData(4060, 11, true, "There is no database 'shop' on db.example.org")]
    [InlineData(262, 14, true, "CREATE DATABASE")]
    [InlineData(229, 14, true, "db_datawriter")]
    [InlineData(3952, 16, true, "snapshot isolation")]
    [InlineData(5070, 16, false, "Others use the database 'shop'")]
    [InlineData(40613, 17, false, "Try again")]
    [InlineData(-2146893019, 20, true, "certificate")]
    [InlineData(0, 20, false, "doesn't answer")]
    [InlineData(10054, 20, false, "doesn't answer")]
    public void An_ordinary_cause_is_told_with_what_to_do_and_without_the_password(int number, int severity, bool isSetting, string says)
    {
        var problem = Problems.Of(number, severity, "The server's words.", null);

        Assert.NotNull(problem);
        Assert.Equal(isSetting, problem.IsSetting);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2627)]
    [InlineData(102)]
    public void A_bug_is_not_explained_away(int number) => Assert.Null(Problems.Of(number, 15, "Incorrect syntax.", null));

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_at_migrate_and_at_start()
    {
        await using var database = new SqlServerHubDatabase(new HubStorageOptions
        {
            Database = HubDatabaseKind.SqlServer, ConnectionString = "Server=127.0.0.1,9;Database=shop;User ID=till;Password=hush;Connect Retry Count=0;Connect Timeout=3",
        });
        await using var writer = new HubWriter(database, TimeProvider.System);
        var schema = new HubSchema(database, writer);

        var migrating = await Assert.ThrowsAsync<HubDatabaseUnusableException>(() => schema.MigrateAsync(TestContext.Current.CancellationToken));
        var starting = await Assert.ThrowsAsync<HubDatabaseUnusableException>(() => schema.PrepareAsync(TestContext.Current.CancellationToken));

        Assert.All([migrating, starting], problem => Assert.Contains("127.0.0.1,9 doesn't answer", problem.Message, StringComparison.Ordinal));
        Assert.False(migrating.IsSetting);
        Assert.True(database.IsTransient(migrating.InnerException!));
        Assert.False(database.IsConflict(migrating.InnerException!));
    }

    [Theory]
    [InlineData(3, 14, 150, true, true, "release 14")]
    [InlineData(3, 15, 130, true, true, "COMPATIBILITY_LEVEL = 150")]
    [InlineData(3, 16, 160, false, true, "READ_COMMITTED_SNAPSHOT")]
    [InlineData(3, 16, 160, true, false, "ALLOW_SNAPSHOT_ISOLATION")]
    public void A_database_that_is_not_as_the_hub_needs_it_is_refused(int edition, int release, int level, bool forStatements, bool forTransactions, string says) =>
        Assert.Contains(says, Problems.Of(new SqlServerStanding(edition, release, level, forStatements, forTransactions))!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(3, 15, 150)]
    [InlineData(5, 12, 160)]
    public void SQL_Server_2019_and_Azure_are_taken(int edition, int release, int level) =>
        Assert.Null(Problems.Of(new SqlServerStanding(edition, release, level, HasStatementVersions: true, HasTransactionVersions: true)));

    [Theory]
    [InlineData(1205, true, false)]
    [InlineData(1222, true, false)]
    [InlineData(3960, true, false)]
    [InlineData(2627, false, true)]
    [InlineData(515, false, true)]
    [InlineData(2628, false, true)]
    [InlineData(229, false, false)]
    [InlineData(40613, false, false)]
    public void Only_errors_of_the_data_send_facts_to_quarantine_and_only_conflicts_are_tried_again(int number, bool isConflict, bool isOfData) =>
        Assert.Equal((isConflict, isOfData), (SqlServerErrors.IsConflict(number), SqlServerErrors.IsOfData(number)));

    [Fact]
    public void What_the_operator_set_in_the_connection_string_stays()
    {
        var text = SqlServerConnectionText.Of(Text + ";Application Name=mine;Connect Retry Count=9;MultipleActiveResultSets=True");

        Assert.Equal(("mine", 9, false), (text.ApplicationName, text.ConnectRetryCount, text.MultipleActiveResultSets));
    }
}
