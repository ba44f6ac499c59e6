using System.Text.Json;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Credits;
using PosCloud.Terminal.Engine.Credits;
using PosCloud.Terminal.Engine.Register;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

/// <summary>What is left on a voucher: what the hub says, and this terminal's own sales that it doesn't have yet.</summary>
public sealed class CreditDeskTests
{
    private static readonly VoucherCode Voucher = VoucherCode.Parse("GIFT-2026");

    [Fact]
    public async Task A_sale_that_is_not_sent_yet_is_counted_also_after_a_restart_and_once()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        PayByVoucher(terminal);
        var before = await LookAsync(terminal);

        await terminal.RestartAsync();

        Assert.Equal(1_000 - 260, before.Left);
        Assert.Equal(1_000 - 260, (await LookAsync(terminal)).Left);
        PayByVoucher(terminal);
        Assert.Equal(1_000 - 520, terminal.Engine.Credits.Known(Voucher)!.Left);
        Assert.Equal(1_000 - 520, (await LookAsync(terminal)).Left);
        terminal.Instead = null;
        await terminal.SyncAsync();
        await terminal.RestartAsync();
        Assert.Equal(1_000, (await LookAsync(terminal)).Left);
    }

    private static void PayByVoucher(TerminalFixture terminal)
    {
        terminal.Engine.Register.Add("COFFEE");
        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.AddVoucher(Voucher, Eur(2.60m)));
        Assert.IsType<CompletionOutcome.Completed>(terminal.Engine.Register.Complete());
    }

    /// <summary>Asks a hub that says 10.00 is left.</summary>
    private static async Task<CreditBalance> LookAsync(TerminalFixture terminal)
    {
        var answer = new CreditAnswer(terminal.Clock.GetUtcNow(), [new CreditLeft("EUR", 1_000)]);
        terminal.Instead = (_, _) => Task.FromResult(MemoryHub.Json(JsonSerializer.SerializeToUtf8Bytes(answer, CreditJson.Default.CreditAnswer)));
        return (await terminal.Engine.Credits.LookAsync(Voucher, CancellationToken.None)).Balance!;
    }
}
