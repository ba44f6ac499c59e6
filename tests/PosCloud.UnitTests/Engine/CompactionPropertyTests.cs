using CsCheck;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Shifts;
using Xunit;

namespace PosCloud.UnitTests.Engine;

/// <summary>Whatever a shop does, what is deleted was in a verified backup, and a hub restored from the newest one gets all the rest again.</summary>
public sealed class CompactionPropertyTests
{
    private const int Histories = 12;
    private const int Steps = 40;

    [Fact]
    public void After_any_history_nothing_is_lost_and_the_rest_is_whole() =>
        Gen.Int[0, 10].Array[Steps].Sample(steps => PlayAsync(steps).GetAwaiter().GetResult(), iter: Histories, threads: 1);

    private static async Task PlayAsync(int[] steps)
    {
        await using var terminal = await TerminalShop.OpenAsync(null, options =>
        {
            options.Journal.FreeBytes = _ => 1L << 40;
            options.Journal.ReceiptsKept = 1;
        });
        var (sold, histories, deleted) = (0L, 1, 0L);
        foreach (var step in steps)
        {
            switch (step)
            {
                case <= 2:
                    sold = terminal.Sell("COFFEE").ReceiptNumber.Counter;
                    break;
                case 3:
                    if (terminal.Engine.Shifts.Current is not null) Assert.IsType<ShiftOutcome.Done>(terminal.Engine.Shifts.Close(null));
                    break;
                case 4:
                    await terminal.SyncAsync();
                    terminal.Hub.Reconcile();
                    await terminal.SyncAsync();
                    break;
                case 5 or 6:
                    terminal.Hub.Durable = Verified(terminal.Hub);
                    await terminal.SyncAsync();
                    break;
                case 7:
                    terminal.Clock.Advance(TimeSpan.FromDays(60));
                    await terminal.SyncAsync();
                    break;
                case 8:
                    await terminal.RestartAsync();
                    break;
                case 9 when terminal.Hub.Durable is [var newest]:
                    // Restored from the newest verified backup: a new history, which has no backup yet.
                    var journal = terminal.Hub.Journal["1"];
                    journal.RemoveRange((int)newest.Sequence.Value, journal.Count - (int)newest.Sequence.Value);
                    (terminal.Hub.Epoch, terminal.Hub.Durable) = ($"hub-{++histories}", null);
                    await terminal.SyncAsync();
                    break;
                default:
                    var backed = terminal.Hub.Durable is [var end] ? end.Sequence.Value : 0;
                    if (terminal.Engine.DeleteOldFacts() > 0) Assert.InRange(terminal.Engine.Status.Kept.Deleted, deleted + 1, backed);
                    deleted = terminal.Engine.Status.Kept.Deleted;
                    break;
            }

            Assert.Empty(terminal.Engine.Verify().Violations);
        }

        await terminal.RestartAsync();
        await terminal.SyncAsync();
        Assert.Equal(sold + 1, terminal.Sell("COFFEE").ReceiptNumber.Counter);
        await terminal.SyncAsync();
        // The hub's rules of the chain have let nothing be left out.
        Assert.Equal(terminal.Engine.Status.Sequence.Value, terminal.Hub.Journal["1"].Count);
        Assert.Equal(sold + 1, terminal.Hub.Journal["1"].Count(held => held.Fact.Type == nameof(OrderCompleted)));
    }

    private static List<EpochPosition>? Verified(MemoryHub hub) => hub.Journal.TryGetValue("1", out var held) && held.Count > 0
        ? [new EpochPosition(JournalEpoch.First, new JournalSequence(held.Count), held[^1].Frame.ChainHash)]
        : null;
}
