using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Accounts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.GrainTests.Cluster;

namespace PosCloud.GrainTests.Access;

public sealed class RoleFilterTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IFleetGrain Fleet => cluster.Client.GetGrain<IFleetGrain>(IFleetGrain.Key);

    private IAccountsGrain Accounts => cluster.Client.GetGrain<IAccountsGrain>(IAccountsGrain.Key);

    [Fact]
    public Task A_client_without_a_ticket_is_refused() => Assert.ThrowsAsync<UnauthorizedAccessException>(() => Fleet.GetOverviewAsync());

    [Fact]
    public async Task A_client_without_a_ticket_may_take_the_steps_of_logging_in() => Assert.True(await Accounts.NeedsSetUpAsync());

    [Fact]
    public async Task A_forged_ticket_is_refused()
    {
        cluster.ActAs(Roles.Owner);
        var ticket = (string)Orleans.Runtime.RequestContext.Get(RequestKeys.Ticket)!;
        Orleans.Runtime.RequestContext.Set(RequestKeys.Ticket, "x" + ticket);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Fleet.GetOverviewAsync());
    }

    [Fact]
    public async Task A_viewer_may_look_and_not_change()
    {
        cluster.ActAs(Roles.Viewer);

        Assert.NotNull(await Fleet.GetOverviewAsync());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.Client.GetGrain<ITerminalGrain>("XXT1").RevokeAsync());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Accounts.InviteAsync("a@example.com", Roles.Owner));
    }

    [Fact]
    public async Task Nobody_outside_may_call_what_is_for_the_cluster()
    {
        cluster.ActAs(Roles.Owner);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => cluster.Client.GetGrain<ISkuGrain>("S1/A").CommittedAsync(1, 1, []));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Fleet.StoreChangedAsync("S1"));
    }

    [Fact]
    public async Task Calls_from_inside_need_no_ticket() => Assert.NotNull(await cluster.Inside().GetGrain<IFleetGrain>(IFleetGrain.Key).GetOverviewAsync());

    [Fact]
    public async Task Watching_is_judged_by_its_own_role()
    {
        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () => await FirstAsync());
        cluster.ActAs(Roles.Viewer);

        Assert.NotNull(await FirstAsync());
    }

    private async Task<FleetOverview?> FirstAsync()
    {
        await foreach (var overview in Fleet.WatchAsync(Cancellation)) return overview;
        return null;
    }
}
