namespace PosCloud.SystemTests.WithoutDotmim;

/// <summary>Stands for the tests in the folder Dotmim in builds that can't compile them.</summary>
public sealed class DotmimTests
{
    [Fact(Skip = "needs the Dotmim.Sync packages: build with -p:Dotmim=true (README, \"The Dotmim engine\")")]
    public void The_Dotmim_engine_passes_its_tests_on_PostgreSQL()
    {
    }
}
