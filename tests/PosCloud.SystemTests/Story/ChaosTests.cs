using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Programs;
using PosCloud.TestKit.Retail;
using Xunit;

namespace PosCloud.SystemTests.Story;

/// <summary>G31, and most of the others at once: real sales while everything goes wrong on purpose; by hand with the whole file.</summary>
[Trait("guarantee", "G31")]
[Collection(nameof(StoryTests))]
public sealed class ChaosTests
{
    // Enough for every kind of trouble once.
    private const int Rows = 1_400;

    [Theory]
    [InlineData("sqlite", 11)]
    [InlineData("postgresql", 12)]
    public async Task A_real_retail_file_adds_up_through_kills_faults_a_restore_a_clone_and_a_set_back_till(string database, int seed)
    {
        Assert.SkipWhen(database == "postgresql" && PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var file = RetailFile.Find();
        Assert.SkipWhen(file is null, $"put {RetailFile.Name} into a folder shared/data beside the repository");

        var sold = await ProgramVerb.RunAsync(
            ProgramPaths.DevTools,
            ["replay", file, "--port-base", "6800", "--json", "--rows", $"{Rows}", "--terminals", "2", "--chaos", $"{seed}", "--database", database],
            TimeSpan.FromMinutes(10),
            TestContext.Current.CancellationToken);

        Assert.True(sold.ExitCode == 0, sold.Errors);
        var happened = sold.Json.GetProperty("chaos").GetProperty("happened");
        foreach (var once in (string[])["Backup", "Restore", "Clone", "SetBack"]) Assert.Equal(1, happened.GetProperty(once).GetInt32());
        Assert.True(happened.GetProperty("KillHub").GetInt32() > 1 && happened.GetProperty("KillTerminal").GetInt32() > 1);
    }
}
