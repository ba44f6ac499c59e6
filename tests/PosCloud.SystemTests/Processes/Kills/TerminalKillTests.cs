using PosCloud.Terminal.Commands;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The terminal killed with minus nine at points spread over the steps of selling and printing.</summary>
public sealed class TerminalKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private static readonly KillStep[] Selling =
    [
        new("terminal: before the order's commit", @"^before (INSERT|UPDATE|DELETE|COMMIT) journal\.db \[.*\bfact\b", 12),
        new("terminal: in the middle of the order's commit", @"^before (write|sync) journal\.db-wal in COMMIT .*\bfact\b", 20),
        new("terminal: after the commit, before the receipt", @"^after (sync journal\.db-wal in COMMIT|COMMIT) .*\bfact\b", 2),
        new("terminal: during a checkpoint", @"^(before|after) (write|sync) journal\.db in", 8),
    ];

    private static readonly KillStep Printing = new("terminal: while a receipt is printed", @"^(before|after) .*\[.*\bprint_job\b", 8);

    [Fact]
    [Trait("guarantee", "G1")]
    public async Task G1_Every_printed_order_is_in_the_journal_and_once_at_the_hub_after_kills_while_it_sells()
    {
        foreach (var step in Selling)
        {
            await KillTable.RunAsync(
                step,
                async i =>
                {
                    await TerminalKills.RunAsync(shop, step, i, () => ["sell", "--line", ProcessShop.Sku], sold =>
                    {
                        shop.Remember(sold);
                        return Task.CompletedTask;
                    });
                    await shop.SellHereAsync();
                },
                () => shop.AssertWholeHereAsync());
        }
    }

    [Fact]
    [Trait("guarantee", "G28")]
    public Task G28_A_receipt_that_may_have_been_printed_when_the_power_went_says_copy_the_next_time() => KillTable.RunAsync(
        Printing,
        async i =>
        {
            await shop.SellHereAsync();
            var receipt = shop.Printed[^1];
            await TerminalKills.RunAsync(shop, Printing, i, () => ["print", receipt], async _ =>
            {
                // It is printed now; the next try needs one that isn't.
                await shop.SellHereAsync();
                receipt = shop.Printed[^1];
            });
            var wasTaken = shop.IsTakenForPrinting(receipt);

            var next = await shop.HereAsync(new VerbCall.Print(receipt));
            var last = await shop.HereAsync(new VerbCall.Print(receipt));

            Assert.Equal(wasTaken, next.Json!["isCopy"]!.GetValue<bool>());
            Assert.True(last.Json!["isCopy"]!.GetValue<bool>());
        },
        () => shop.AssertWholeHereAsync());
}
