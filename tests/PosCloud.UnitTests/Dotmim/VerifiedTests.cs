using System.Globalization;
using System.Text.Json;
using PosCloud.UnitTests.Repository;
using Xunit;

namespace PosCloud.UnitTests.Dotmim;

/// <summary>The ordinary tests don't run the Dotmim engine. verified.json says when it was last run, and for which seam.</summary>
public sealed class VerifiedTests
{
    private static JsonElement Verified => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "backend", "PosCloud.Hub.Dotmim", "verified.json"))).RootElement;

    [Fact]
    public void The_seam_is_the_one_that_was_run_with_Dotmim()
    {
        var hash = SeamSurface.Hash();

        Assert.True(
            Verified.GetProperty("seam").GetString() == hash,
            $"What the Dotmim projects build on has changed. Run them with the packages (OPERATIONS.md, \"Testing the Dotmim engine\"), then write the results and \"seam\": \"{hash}\" into verified.json.");
    }

    [Fact]
    public void The_last_run_names_its_day_database_and_commit()
    {
        Assert.True(DateOnly.TryParseExact(Verified.GetProperty("date").GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.NotEmpty(Verified.GetProperty("database").GetString()!);
        Assert.Matches("^[0-9a-f]{40}$", Verified.GetProperty("dotmim").GetProperty("commit").GetString());
        Assert.NotEqual(0, Verified.GetProperty("results").GetArrayLength());
    }
}
