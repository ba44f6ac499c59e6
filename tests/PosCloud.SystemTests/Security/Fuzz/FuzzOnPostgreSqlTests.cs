using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>The same where the database has opinions of its own about text and numbers.</summary>
[Collection(Alone.Name)]
public sealed class FuzzOnPostgreSqlTests(FuzzOnPostgreSqlStage hub) : IClassFixture<FuzzOnPostgreSqlStage>
{
    [Fact]
    public async Task No_changed_request_makes_the_hub_fail_tell_a_secret_or_lose_a_fact()
    {
        Assert.SkipUnless(PostgresCluster.Missing is null, PostgresCluster.Missing ?? "");
        using var run = new FuzzRun(hub, FuzzTests.Seed);
        await run.RunAsync(FuzzTests.Runs / 5 ?? TestSize.Of(500, 2_000), FuzzTests.Only);
    }
}
