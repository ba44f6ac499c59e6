using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Payments;
using PosCloud.Terminal.Sale;
using PosCloud.Terminal.Shell;
using PosCloud.Terminal.Shifts;
using PosCloud.Ui;
using PosCloud.UnitTests.Engine;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_said_on_the_screen_by_cash_moves_and_copies_and_the_shift_can_be_closed()
    {
        await using var shop = await TerminalShop.OpenAsync(configure: options => options.Journal.MaxPages = 120);
        var toasts = new ToastQueue(shop.Clock);
        var screen = new ScreenState(toasts);
        var (shifts, payments) = (new ShiftActions(shop.Engine, screen), new PaymentActions(shop.Engine, screen));
        var receipt = shop.Sell("COFFEE").ReceiptNumber;
        var full = RefusalWords.Of(CartRefusal.DiskFull);

        for (var i = 0; i < 3_000 && (screen.Panel as Panel.Shift)?.Problem is null; i++) shifts.MoveCash(CashMovementKind.PayIn, new Money(100, shop.Engine.Profile.Currency), new string('x', 300));
        Assert.Equal(full, (screen.Panel as Panel.Shift)?.Problem);
        for (var i = 0; i < 3_000 && toasts.Items.Count == 0; i++) payments.Print(receipt);
        Assert.Equal(full, Assert.Single(toasts.Items).Text);

        shifts.Close(null);
        Assert.IsType<Panel.ShiftClosed>(screen.Panel);
    }
}
