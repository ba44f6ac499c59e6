using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Sale;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Commands;

/// <summary>Runs a command on an open engine: in the running terminal program, or alone on the files.</summary>
public sealed class Verbs(TerminalEngine engine, TimeProvider clock)
{
    private readonly SemaphoreSlim _oneSale = new(1, 1);

    public async Task<CommandResult> RunAsync(VerbCall call, CancellationToken cancellation)
    {
        try
        {
            return call switch
            {
                VerbCall.Enrol enrol => await new SyncVerbs(engine, clock).EnrolAsync(enrol, cancellation),
                VerbCall.OpenShift open => new ShiftVerbs(engine).Open(open),
                VerbCall.CloseShift close => new ShiftVerbs(engine).Close(close),
                VerbCall.ShiftReport => new ShiftVerbs(engine).Report(),
                VerbCall.Sell sell => await AloneAsync(() => new SaleVerbs(engine).Sell(sell), cancellation),
                VerbCall.Refund refund => await AloneAsync(() => new SaleVerbs(engine).Refund(refund), cancellation),
                VerbCall.Print print => new PrintVerb(engine).Run(print),
                VerbCall.Sync sync => await new SyncVerbs(engine, clock).SyncAsync(sync, cancellation),
                VerbCall.Status => new SyncVerbs(engine, clock).Status(),
                VerbCall.Stock stock => new CatalogueVerbs(engine).Stock(stock),
                VerbCall.Find find => new CatalogueVerbs(engine).Find(find),
                VerbCall.Verify => new JournalVerbs(engine).Verify(),
                VerbCall.Go go => new SyncVerbs(engine, clock).Go(go),
                VerbCall.Table table => new JournalVerbs(engine).Table(table),
                VerbCall.ExportJournal export => new JournalVerbs(engine).Export(export),
                VerbCall.Doctor => new DoctorVerb(engine, clock).Run(),
                VerbCall.Recover => CommandResult.Problem(ExitCodes.Locked, "Stop the terminal program first; recover needs the files for itself."),
                VerbCall.Unpair => CommandResult.Problem(ExitCodes.Locked, "Stop the terminal program first; unpair needs the files for itself."),
                _ => throw new InvalidOperationException($"No verb runs a {call.GetType().Name}."),
            };
        }
        catch (DiskFullException)
        {
            return CommandResult.Problem(ExitCodes.CheckFailed, RefusalWords.Of(CartRefusal.DiskFull));
        }
        catch (JournalDamagedException problem)
        {
            return CommandResult.Problem(ExitCodes.Damaged, problem.Message);
        }
        catch (NotEnrolledException problem)
        {
            return CommandResult.Problem(ExitCodes.Refused, problem.Message);
        }
    }

    // Two commands that sell at once would share the one open sale.
    private async Task<CommandResult> AloneAsync(Func<CommandResult> sale, CancellationToken cancellation)
    {
        await _oneSale.WaitAsync(cancellation);
        try
        {
            return sale();
        }
        finally
        {
            _oneSale.Release();
        }
    }
}
