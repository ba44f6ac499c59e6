using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Programs;
using PosCloud.TestKit.Retail;
using Xunit;

namespace PosCloud.SystemTests.Story;

/// <summary>The commands that a newcomer tries, run as they are.</summary>
[Collection(nameof(StoryTests))]
public sealed class StoryTests
{
    private const int RowsInOrdinaryTests = 5_000;

    // The whole file takes too long beside the other tests: dotnet dev.cs replay FILE plays it by hand.
    private const int RowsInLongTests = 20_000;

    [Fact]
    public async Task The_story_of_a_morning_plays_as_it_must()
    {
        var played = await ProgramVerb.RunAsync(
            ProgramPaths.DevTools, ["story", "--port-base", "6600"], TimeSpan.FromMinutes(6), TestContext.Current.CancellationToken);

        Assert.True(played.ExitCode == 0, played.Output + played.Errors);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task A_real_retail_file_sold_through_terminals_adds_up_at_the_hub(string database)
    {
        Assert.SkipWhen(database == "postgresql" && PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var file = RetailFile.Find();
        Assert.SkipWhen(file is null, $"put {RetailFile.Name} into a folder shared/data beside the repository");
        var all = Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all";
        var rows = all && database == "sqlite" ? RowsInLongTests : RowsInOrdinaryTests;

        var sold = await ProgramVerb.RunAsync(
            ProgramPaths.DevTools,
            ["replay", file, "--port-base", "6700", "--json", "--rows", $"{rows}", "--database", database],
            TimeSpan.FromMinutes(15),
            TestContext.Current.CancellationToken);

        // What differs comes last, and a long message is cut off at its end.
        var differs = sold.Errors.Split('\n').Where(line => line.Contains("DIFFERS", StringComparison.Ordinal));
        Assert.True(sold.ExitCode == 0, string.Join('\n', differs.Append(sold.Errors)));
        Assert.True(sold.Json.GetProperty("ok").GetBoolean());
    }
}
