using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Engine.Shifts;

/// <summary>Opens, counts and closes the cash drawer's shifts. All of it works offline.</summary>
public sealed class ShiftDesk
{
    private readonly TerminalJournal _journal;
    private readonly TimeProvider _clock;

    internal ShiftDesk(TerminalJournal journal, TimeProvider clock) => (_journal, _clock) = (journal, clock);

    /// <summary>A shift was opened, changed or closed.</summary>
    public event Action? Changed;

    /// <summary>The open shift with its sums so far (X); null when none is open.</summary>
    public ShiftReport? Current => _journal.Read(connection => ShiftRows.Report(connection, "closed_at IS NULL"));

    /// <summary>The newest shift, open or closed; null before the first.</summary>
    public ShiftReport? Latest => _journal.Read(connection => ShiftRows.Report(connection, "1 = 1"));

    /// <summary>Business date of the open shift; null when none is open.</summary>
    public DateOnly? BusinessDate => Current?.BusinessDate;

    public ShiftOutcome Open(Money openingFloat, string? cashier = null) => Act(openingFloat, session =>
    {
        _journal.NeedSpace();
        if (!IsUsable(cashier)) return ShiftRefusal.Text;
        if (ShiftRows.Current(session) is not null) return ShiftRefusal.AlreadyOpen;
        ShiftRows.Open(session, _clock, openingFloat.MinorUnits, cashier);
        return null;
    });

    /// <summary>Closes the shift with its Z; possible offline and on a full disk.</summary>
    /// <param name="counted">What was counted in the drawer; null to close without counting.</param>
    public ShiftOutcome Close(Money? counted, string? cashier = null)
    {
        try
        {
            return TryClose(counted, cashier);
        }
        catch (DiskFullException)
        {
            // The reserve was given back by the attempt; it's there for exactly this.
            return TryClose(counted, cashier);
        }
    }

    /// <param name="amount">How much moved; zero only for opening the drawer without a sale.</param>
    public ShiftOutcome MoveCash(CashMovementKind kind, Money amount, string? reason = null, string? cashier = null) => Act(amount, session =>
    {
        _journal.NeedSpace();
        if (kind != CashMovementKind.NoSale && amount.IsZero) return ShiftRefusal.Amount;
        if (!IsUsable(reason)) return ShiftRefusal.Text;
        var shift = ShiftRows.EnsureOpen(session, _clock, cashier);
        session.Append(new CashMoved
        {
            Context = session.Context(),
            Shift = shift.Shift,
            Kind = kind,
            Currency = amount.Currency,
            AmountMinorUnits = kind == CashMovementKind.NoSale ? 0 : amount.MinorUnits,
            Reason = reason,
            Cashier = cashier,
        });
        return null;
    });

    // The hub takes nothing longer, and no database of it holds U+0000.
    private static bool IsUsable(string? text) => text is null || (text.Length <= FactRules.MaxTextLength && !text.Contains('\0', StringComparison.Ordinal));

    internal void RaiseChanged() => Changed?.Invoke();

    private ShiftOutcome TryClose(Money? counted, string? cashier) => Act(counted, session =>
    {
        if (ShiftRows.Current(session) is not { } shift) return ShiftRefusal.NoneOpen;
        if (CartStore.Load(session) is { Tenders.Count: > 0 }) return ShiftRefusal.PaymentsOpen;
        // Nothing can be sold between these sums and the commit: the transaction holds the only writer.
        var sums = _journal.Read(connection => ShiftRows.Report(connection, "shift = $shift", ("$shift", shift.Shift.ToString())))!;
        session.Append(new ShiftClosed
        {
            Context = session.Context(),
            Shift = shift.Shift,
            Number = shift.Number,
            BusinessDate = shift.BusinessDate,
            Cashier = cashier,
            Currency = sums.Total.Currency,
            Orders = sums.Orders,
            FirstReceipt = sums.FirstReceipt,
            LastReceipt = sums.LastReceipt,
            TotalMinorUnits = sums.Total.MinorUnits,
            Tenders = sums.Tenders,
            FloatMinorUnits = sums.Float.MinorUnits,
            ExpectedCashMinorUnits = sums.ExpectedCash.MinorUnits,
            CountedCashMinorUnits = counted?.MinorUnits,
        });
        return null;
    });

    private ShiftOutcome Act(Money? amount, Func<JournalSession, ShiftRefusal?> action)
    {
        if (_journal.Identity is null) return new ShiftOutcome.Refused(ShiftRefusal.NotEnrolled);
        if (amount is { } money && (money.MinorUnits is < 0 or > CartRules.MaxMinorUnits || money.Currency != _journal.Profile.Currency))
        {
            return new ShiftOutcome.Refused(ShiftRefusal.Amount);
        }

        if (_journal.Write(action) is { } reason) return new ShiftOutcome.Refused(reason);
        RaiseChanged();
        return new ShiftOutcome.Done(Latest!);
    }
}
