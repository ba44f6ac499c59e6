using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The hub killed with minus nine in the middle of an answer, after part of its body has left.</summary>
public sealed class HubAnswerKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private static readonly KillStep Plain = new("hub: in the middle of a plain answer", "^answer . of 8 plain /v1/sync", 14);
    private static readonly KillStep Compressed = new("hub: in the middle of a compressed answer", "^answer . of 8 br /v1/sync", 14);

    // What doesn't ask for compression doesn't get any.
    private static readonly TillSettings TakesPlain = new(Configure: options => options.HttpHandler = () => new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    [Fact]
    [Trait("guarantee", "G3")]
    public async Task Killed_in_the_middle_of_an_answer_it_has_each_order_once_and_the_terminal_asks_again()
    {
        foreach (var (step, settings) in new[] { (Plain, TakesPlain), (Compressed, new TillSettings()) })
        {
            await KillTable.RunAsync(step, i => HubKills.RunAsync(shop, step, i, till => HubKills.SellAndSyncAsync(shop, till), settings), () => HubKills.WholeAsync(shop));
        }
    }
}
