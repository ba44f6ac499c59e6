using PosCloud.Terminal.Engine.Printing;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.Terminal.Payments;
using PosCloud.Ui;

namespace PosCloud.Terminal.Shell;

/// <summary>What one page shows besides the sale itself, which lives in the journal.</summary>
public sealed class ScreenState(ToastQueue toasts)
{
    /// <summary>Something here changed; raised on the thread that changed it.</summary>
    public event Action? Changed;

    public Step Step { get; private set; }

    /// <summary>What lies over the screen, or null.</summary>
    public Panel? Panel { get; private set; }

    /// <summary>What is being entered on the payment step.</summary>
    public PaymentState? Payment { get; private set; }

    /// <summary>The receipt on the paid screen.</summary>
    public ReceiptDocument? Receipt { get; private set; }

    /// <summary>Receipt on its way to the printer of this device.</summary>
    public ReceiptDocument? ToPrint { get; private set; }

    /// <summary>Shift report on its way to the printer of this device.</summary>
    public ShiftReport? ReportToPrint { get; private set; }

    /// <summary>Counts what was sent to print, so that the page prints each once.</summary>
    public int PrintRequest { get; private set; }

    /// <summary>Why the last payment wasn't taken, in words.</summary>
    public string? Problem { get; private set; }

    /// <summary>A code that nothing has, said in an amber line until the next success.</summary>
    public string? UnknownCode { get; private set; }

    /// <summary>Key of the line changed last.</summary>
    public int NewestLine { get; private set; }

    public void Open(Panel panel) => Set(() => Panel = panel);

    public void Close() => Set(() => Panel = null);

    public void Sell() => Set(() => (Step, Payment, Receipt, Problem, Panel) = (Step.Sell, null, null, null, null));

    public void Pay(PaymentState payment) => Set(() => (Step, Payment, Problem, Panel) = (Step.Pay, payment, null, null));

    public void Paid(ReceiptDocument receipt) => Set(() => (Step, Payment, Receipt, Problem, Panel, NewestLine) = (Step.Paid, null, receipt, null, null, 0));

    public void Print(ReceiptDocument receipt) => Set(() => (ToPrint, ReportToPrint, PrintRequest) = (receipt, null, PrintRequest + 1));

    public void Print(ShiftReport report) => Set(() => (ToPrint, ReportToPrint, PrintRequest) = (null, report, PrintRequest + 1));

    public void Refuse(string problem) => Set(() => Problem = problem);

    public void Unknown(string? code) => Set(() => UnknownCode = code);

    /// <summary>A line was added or changed; an unknown code before it is forgotten.</summary>
    public void Touched(int line) => Set(() => (NewestLine, UnknownCode) = (line, null));

    public void Say(string text, string? action = null, Func<Task>? onAction = null) => toasts.Show(new Toast(text, action, onAction));

    private void Set(Action change)
    {
        change();
        Changed?.Invoke();
    }
}
