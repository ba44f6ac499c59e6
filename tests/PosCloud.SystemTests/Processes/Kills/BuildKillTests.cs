namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The hub killed with minus nine while it makes a ready-made replica.</summary>
[Trait("guarantee", "G24")]
public sealed class BuildKillTests(FileShop shop) : IClassFixture<FileShop>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static readonly KillStep Build = new("hub: during the making of a ready-made replica", @"^(before|after) (CREATE|COMMIT|VACUUM|write|sync).*(build\.db|compact\.db|bootstrap_)", 500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Killed_at_any_moment_of_making_a_ready_made_replica_the_next_start_makes_it_and_a_terminal_begins_with_it() => KillTable.RunAsync(
        Build,
        async i =>
        {
            // It begins to make it when it starts, sometimes before it is ready to serve.
            await HubKills.StartAsync(shop, Build.Environment(Build.MomentOf(i)));
            Assert.Equal(KillTable.Killed, await shop.Hub.EndAsync(Cancellation).WaitAsync(Limit, Cancellation));
        },
        async () =>
        {
            await shop.OpenAsync();
            await shop.SellHereAsync();
            await shop.AssertWholeHereAsync();
        });
}
