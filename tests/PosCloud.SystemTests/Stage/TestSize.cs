namespace PosCloud.SystemTests.Stage;

/// <summary>How much of a large number a test does: a part in the ordinary run, all of it with POSCLOUD_TESTS=all.</summary>
internal static class TestSize
{
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all";

    public static int Of(int ordinary, int all) => IsAll ? all : ordinary;
}
