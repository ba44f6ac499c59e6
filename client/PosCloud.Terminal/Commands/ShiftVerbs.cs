using System.Text.Json.Nodes;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.Terminal.Sale;

namespace PosCloud.Terminal.Commands;

/// <summary>shift open, x and close.</summary>
public sealed class ShiftVerbs(TerminalEngine engine)
{
    public CommandResult Open(VerbCall.OpenShift call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Answer(engine.Shifts.Open(Money.FromDecimal(call.Float, engine.Profile.Currency), call.Cashier));
    }

    public CommandResult Close(VerbCall.CloseShift call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Money? counted = call.Counted is { } amount ? Money.FromDecimal(amount, engine.Profile.Currency) : null;
        return Answer(engine.Shifts.Close(counted, engine.Register.Cashier));
    }

    public CommandResult Report() => engine.Shifts.Current is { } report
        ? Answer(report)
        : CommandResult.Problem(ExitCodes.CheckFailed, RefusalWords.Of(ShiftRefusal.NoneOpen));

    private static CommandResult Answer(ShiftOutcome outcome) => outcome switch
    {
        ShiftOutcome.Done done => Answer(done.Report),
        ShiftOutcome.Refused refused => CommandResult.Problem(ExitCodes.CheckFailed, RefusalWords.Of(refused.Reason)),
        _ => throw new InvalidOperationException("A shift action had an unknown outcome."),
    };

    private static CommandResult Answer(ShiftReport report) => CommandResult.Done(
        new JsonObject
        {
            ["shift"] = report.Number,
            ["open"] = report.IsOpen,
            ["orders"] = report.Orders,
            ["total"] = JsonValues.Of(report.Total),
            ["expectedCash"] = JsonValues.Of(report.ExpectedCash),
            ["countedCash"] = JsonValues.Of(report.CountedCash),
        },
        $"shift {report.Number} {(report.IsOpen ? "open" : "closed")}  {report.Orders} orders  {report.Total}  expected cash {report.ExpectedCash}");
}
