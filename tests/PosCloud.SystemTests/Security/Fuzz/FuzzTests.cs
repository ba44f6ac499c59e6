using System.Globalization;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>
/// Ten thousand changed requests in a whole run and a quarter of them in a short one; by hand POSCLOUD_FUZZ_RUNS sends any
/// number, and POSCLOUD_FUZZ_SEED chooses other ones.
/// </summary>
[Collection(Alone.Name)]
public sealed class FuzzTests(FuzzStage hub) : IClassFixture<FuzzStage>
{
    public static int Seed { get; } = int.Parse(Environment.GetEnvironmentVariable("POSCLOUD_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>How many were asked for by hand; null for the ordinary number.</summary>
    public static int? Runs { get; } = Environment.GetEnvironmentVariable("POSCLOUD_FUZZ_RUNS") is { Length: > 0 } runs ? int.Parse(runs, CultureInfo.InvariantCulture) : null;

    /// <summary>POSCLOUD_FUZZ_ONLY=sender:number sends the one request that a failed run named.</summary>
    public static (int Sender, int Number)? Only { get; } = Environment.GetEnvironmentVariable("POSCLOUD_FUZZ_ONLY")?.Split(':') is [var sender, var number]
        ? (int.Parse(sender, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture))
        : null;

    [Fact]
    public async Task No_changed_request_makes_the_hub_fail_tell_a_secret_or_lose_a_fact()
    {
        using var run = new FuzzRun(hub, Seed);
        await run.RunAsync(Runs ?? TestSize.Of(2_500, 10_000), Only);
    }
}
