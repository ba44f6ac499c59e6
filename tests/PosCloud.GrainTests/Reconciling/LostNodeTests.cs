using PosCloud.GrainTests.Cluster;
using PosCloud.SystemTests.Contracts.HubStorage;

namespace PosCloud.GrainTests.Reconciling;

/// <summary>Kills a node in the middle of its work; has a cluster of its own.</summary>
public sealed class LostNodeTests : IAsyncLifetime
{
    private const int Terminals = 6;
    private const int SalesEach = 60;

    private readonly GrainCluster _cluster = new();

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_node_killed_while_it_reconciles_loses_and_doubles_nothing()
    {
        var shop = await Shop.OpenAsync(_cluster, "KA", ("A", (Terminals * SalesEach) - 1), ("B", 10_000));
        var scribes = new List<JournalScribe>();
        for (var i = 0; i < Terminals; i++)
        {
            var scribe = await shop.EnrolAsync();
            for (var sale = 0; sale < SalesEach; sale++) scribe.Sell(("A", 1), ("B", 2));
            await shop.UploadAsync(scribe);
            scribes.Add(scribe);
        }

        var work = scribes.Select(scribe => Shop.Terminal(_cluster.Inside(), scribe).ReconcileAsync()).ToList();
        await Task.WhenAny(work);
        await _cluster.Silos.KillSiloAsync(_cluster.Silos.Silos[1]);
        await shop.UntilAppliedAsync([.. scribes]);

        Assert.Equal(-1, await shop.OnHandAsync("A"));
        Assert.Equal(10_000 - (Terminals * SalesEach * 2), await shop.OnHandAsync("B"));
        Assert.Single(await shop.OversellsAsync());
        await shop.VerifyAsync();
    }
}
