using System.Globalization;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>
/// Ten thousand changed requests in the ordinary run, a hundred thousand with POSCLOUD_TESTS=all; POSCLOUD_FUZZ_SEED chooses
/// other ones.
/// </summary>
[Collection(Alone.Name)]
public sealed class FuzzTests(FuzzStage hub) : IClassFixture<FuzzStage>
{
    public static int Seed { get; } = int.Parse(Environment.GetEnvironmentVariable("POSCLOUD_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public Task No_changed_request_makes_the_hub_fail_tell_a_secret_or_lose_a_fact() => new FuzzRun(hub, Seed).RunAsync(TestSize.Of(10_000, 100_000));
}
