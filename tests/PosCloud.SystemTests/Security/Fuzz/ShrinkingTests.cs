using PosCloud.Domain.Facts;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>A failing request is printed as the least that still fails.</summary>
public sealed class ShrinkingTests(FuzzStage hub) : IClassFixture<FuzzStage>
{
    private const int Requests = 150;
    private const int LongestLine = 200;

    [Fact]
    public async Task Of_a_long_request_that_fails_only_what_makes_it_fail_is_printed()
    {
        await using var plant = new PlantedFault(hub.Address, sent => sent.AsSpan().IndexOf("DROP TABLE"u8) >= 0);
        using var run = new FuzzRun(hub, seed: 3, plant.Address);

        var finding = Assert.Single(await run.FindAsync(Requests), IsPlanted);

        var line = Assert.Single(finding.Requests).ToString();
        Assert.StartsWith("printf '", line, StringComparison.Ordinal);
        Assert.EndsWith("DROP TABLE' | nc 127.0.0.1 5100", line, StringComparison.Ordinal);
        Assert.True(line.Length < LongestLine, line);
        Assert.Contains("POSCLOUD_FUZZ_SEED=3 POSCLOUD_FUZZ_ONLY=", finding.ToString(), StringComparison.Ordinal);
        Assert.Contains("The hub answered 500.", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_behind_right_hashes_is_shown_by_one_small_fact_with_a_right_hash()
    {
        await using var plant = new PlantedFault(hub.Address, sent => RightFacts(sent).Any(content => content.AsSpan().IndexOf("jndi"u8) >= 0));
        using var run = new FuzzRun(hub, seed: 4, plant.Address);

        var finding = Assert.Single(await run.FindAsync(Requests), IsPlanted);

        Assert.Equal("jndi"u8.ToArray(), Assert.Single(RightFacts(Assert.Single(finding.Requests).ToBytes("hub"))));
    }

    [Fact]
    public async Task The_number_of_a_request_sends_that_request_alone()
    {
        await using var plant = new PlantedFault(hub.Address, sent => sent.AsSpan().IndexOf("DROP TABLE"u8) >= 0);
        using var first = new FuzzRun(hub, seed: 3, plant.Address);
        var named = Assert.Single(await first.FindAsync(Requests), IsPlanted).Again.Split('=', ':');
        using var again = new FuzzRun(hub, seed: 3, plant.Address);

        var found = await again.FindAsync(Requests, (int.Parse(named[^2], null), int.Parse(named[^1], null)));

        Assert.True(IsPlanted(Assert.Single(found)));
    }

    private static bool IsPlanted(FuzzFinding finding) => finding.Complaint.Kind == "answered 500";

    /// <summary>Contents of the facts in a whole upload whose hashes are right.</summary>
    private static IEnumerable<byte[]> RightFacts(byte[] sent)
    {
        var body = sent.AsSpan().IndexOf("\r\n\r\n"u8);
        return body >= 0 && SyncBody.TryRead(sent.AsMemory(body + 4), out _, out var facts, out _)
            ? facts.Where(fact => Sha256Digest.Of(fact.Content.Span) == fact.ContentHash).Select(fact => fact.Content.ToArray())
            : [];
    }
}
