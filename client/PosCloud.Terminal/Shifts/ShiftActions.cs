using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;
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
        var (done, problem) = Try(() => engine.Shifts.Open(openingFloat, cashier));
        if (done is null)
        {
            screen.Open(new Panel.OpenShift(problem));
            return;
        }

        engine.Register.Cashier = cashier;
        screen.Close();
        screen.Say(Words.Of("Shift_Opened", done.Report.Number));
    }

    public void MoveCash(CashMovementKind kind, Money amount, string? reason) =>
        screen.Open(new Panel.Shift(Try(() => engine.Shifts.MoveCash(kind, amount, reason, engine.Register.Cashier)).Problem));

    public void Close(Money? counted)
    {
        var (done, problem) = Try(() => engine.Shifts.Close(counted, engine.Register.Cashier));
        screen.Open(done is null ? new Panel.Shift(problem) : new Panel.ShiftClosed(done.Report));
    }

    private static (ShiftOutcome.Done? Done, string? Problem) Try(Func<ShiftOutcome> act)
    {
        try
        {
            return act() switch
            {
                ShiftOutcome.Done done => (done, null),
                ShiftOutcome.Refused refused => (null, RefusalWords.Of(refused.Reason)),
                _ => throw new InvalidOperationException("A shift's action had an unknown outcome."),
            };
        }
        catch (DiskFullException)
        {
            return (null, RefusalWords.Of(CartRefusal.DiskFull));
        }
        catch (JournalDamagedException)
        {
            return (null, RefusalWords.Of(CartRefusal.JournalDamaged));
        }
    }
}
