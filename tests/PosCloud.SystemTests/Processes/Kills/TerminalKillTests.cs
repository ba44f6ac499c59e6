using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The terminal killed with minus nine at points spread over the steps of selling and syncing.</summary>
public sealed class TerminalKillTests(ProcessShop shop) : IClassFixture<ProcessShop>
{
    private static readonly int Kills = KillTable.Each(4);

    private static readonly KillStep[] Selling =
    [
        new("terminal: before the order's commit", @"^before (INSERT|UPDATE|DELETE|COMMIT) journal\.db \[.*\bfact\b", 12),
        new("terminal: in the middle of the order's commit", @"^before (write|sync) journal\.db-wal in COMMIT .*\bfact\b", 20),
        new("terminal: after the commit, before the receipt", @"^after (sync journal\.db-wal in COMMIT|COMMIT) .*\bfact\b", 2),
        new("terminal: during a checkpoint", @"^(before|after) (write|sync) journal\.db in", 8),
    ];

    private static readonly KillStep[] Syncing =
    [
        new("terminal: upload sent, before the answer", "^http RequestContentStop /v1/sync", 1),
        new("terminal: after the answer, before its local commit", @"^(http ResponseContentStop /v1/sync|before .*journal\.db.*\[journal_epoch)", 5),
        new("terminal: during the replica's apply", @"^before .*replica-\d+\.db(-wal)?.*\[(?!\])", 30),
    ];

    private static readonly KillStep Printing = new("terminal: while a receipt is printed", @"^(before|after) .*\[.*\bprint_job\b", 8);

    [Fact]
    [Trait("guarantee", "G1")]
    public async Task G1_Every_printed_order_is_in_the_journal_and_once_at_the_hub_after_kills_while_it_sells()
    {
        foreach (var step in Selling)
        {
            await KillTable.RunAsync(step, Kills, async i =>
            {
                await KillAsync(step, i, "sell", "--line", ProcessShop.Sku);
                await shop.SellAsync();
            });
        }

        await shop.AssertWholeAsync();
    }

    [Fact]
    [Trait("guarantee", "G28")]
    public async Task G28_A_receipt_that_may_have_been_printed_when_the_power_went_says_copy_the_next_time()
    {
        await KillTable.RunAsync(Printing, Kills, async i =>
        {
            await shop.SellAsync();
            var receipt = shop.Printed[^1];
            await KillAsync(Printing, i, "print", receipt);
            var wasTaken = shop.IsTakenForPrinting(receipt);

            var next = await shop.TerminalAsync("print", receipt);
            var last = await shop.TerminalAsync("print", receipt);

            Assert.Equal(wasTaken, next.Expect(0).Json.GetProperty("isCopy").GetBoolean());
            Assert.True(last.Expect(0).Json.GetProperty("isCopy").GetBoolean());
        });

        await shop.AssertWholeAsync();
    }

    [Fact]
    public async Task Killed_while_it_syncs_it_sells_at_once_and_the_hub_has_each_order_once()
    {
        foreach (var step in Syncing)
        {
            await KillTable.RunAsync(step, Kills, async i =>
            {
                await shop.SellAsync();
                await KillAsync(step, i, "sync");
            });
        }

        await shop.AssertWholeAsync();
    }

    // A run may have fewer moments than most have; then an earlier one is hit.
    private async Task KillAsync(KillStep step, int kill, params string[] verb)
    {
        for (var moment = step.MomentOf(kill, Kills); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{step.Name}'.");
            var result = await shop.TerminalWithAsync(step.Environment(moment), verb);
            shop.AssertPrintedIsDurable();
            if (result.ExitCode == KillTable.Killed)
            {
                Assert.Empty(result.Output);
                return;
            }

            result.Expect(0, 3);
            if (verb[0] == "sell") shop.Remember(result);
            else if (verb[0] == "sync") await shop.SellAsync();
            else Assert.Fail($"'{step.Name}' has fewer than {moment} moments.");
        }
    }
}
