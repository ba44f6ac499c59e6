using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.Terminal.Sale;
using PosCloud.Terminal.Shell;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Shifts;

/// <summary>Opening, cash in and out, and closing, from the screen.</summary>
public sealed class ShiftActions(TerminalEngine engine, ScreenState screen)
{
    /// <summary>The open shift, or the dialog that opens one.</summary>
    public void Show() => screen.Open(engine.Shifts.Current is null ? new Panel.OpenShift(null) : new Panel.Shift(null));

    public void Open(Money openingFloat, string? cashier)
    {
        switch (engine.Shifts.Open(openingFloat, cashier))
        {
            case ShiftOutcome.Done done:
                engine.Register.Cashier = cashier;
                screen.Close();
                screen.Say(Words.Of("Shift_Opened", done.Report.Number));
                break;
            case ShiftOutcome.Refused refused:
                screen.Open(new Panel.OpenShift(RefusalWords.Of(refused.Reason)));
                break;
        }
    }

    public void MoveCash(CashMovementKind kind, Money amount, string? reason) =>
        screen.Open(new Panel.Shift(engine.Shifts.MoveCash(kind, amount, reason, engine.Register.Cashier) is ShiftOutcome.Refused refused
            ? RefusalWords.Of(refused.Reason)
            : null));

    public void Close(Money? counted) => screen.Open(engine.Shifts.Close(counted, engine.Register.Cashier) switch
    {
        ShiftOutcome.Done done => new Panel.ShiftClosed(done.Report),
        ShiftOutcome.Refused refused => new Panel.Shift(RefusalWords.Of(refused.Reason)),
        _ => throw new InvalidOperationException("Closing a shift had an unknown outcome."),
    });
}
