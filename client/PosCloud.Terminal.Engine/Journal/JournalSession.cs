using System.Diagnostics;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Telemetry;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// One transaction on the journal: a fact, its receipt number, its read models and what belongs to it (the cart that goes,
/// the print job that comes) are saved together or not at all.
/// </summary>
internal sealed class JournalSession(JournalTransaction transaction, JournalState state, TimeProvider clock, HubClock hubClock, string? damage)
{
    private static readonly TimeSpan AllowedStepBack = TimeSpan.FromMinutes(2);

    public JournalTransaction Sql => transaction;

    public TerminalIdentity Identity => state.OpenIdentity ?? throw new NotEnrolledException();

    public StoreProfile Profile => state.Profile ?? StoreProfile.BeforeFirstSync(Identity.Store);

    /// <summary>True when this transaction appended a fact.</summary>
    public bool HasAppended { get; private set; }

    /// <summary>Circumstances of this moment, with the trace of the action that is running.</summary>
    public FactContext Context() => new(
        hubClock.BootId,
        hubClock.MonotonicMilliseconds,
        Profile.TimeZone,
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } action ? action.Id : null,
        hubClock.OffsetMilliseconds);

    /// <summary>Takes the next number; it's only used up if the transaction commits.</summary>
    public ReceiptNumber NextReceiptNumber()
    {
        var epoch = state.OpenEpoch;
        transaction.Run("UPDATE journal_epoch SET last_receipt = last_receipt + 1 WHERE epoch = $epoch", ("$epoch", epoch.Value));
        var counter = transaction.Number("SELECT last_receipt FROM journal_epoch WHERE epoch = $epoch", ("$epoch", epoch.Value));
        return new ReceiptNumber(Identity.Terminal, epoch, counter);
    }

    /// <exception cref="JournalDamagedException">The journal can't be trusted: what is put behind a damaged end would be lost with it.</exception>
    public JournalEntry Append(FactBody body)
    {
        if (damage is not null) throw new JournalDamagedException(damage);
        var now = clock.GetUtcNow();
        var last = transaction.Number("SELECT occurred_at FROM fact WHERE position = (SELECT MAX(position) FROM fact)");
        var before = DateTimeOffset.FromUnixTimeMilliseconds(last);
        if (last > 0 && before - now > AllowedStepBack)
        {
            AppendAt(now, new ClockStepped { Context = Context(), Before = before, After = now });
        }

        return AppendAt(now, body);
    }

    public void Set(string key, string? value) => state.Set(transaction, key, value);

    /// <summary>Position of the newest fact. Behind deleted facts a recovery can have found none that is whole: it goes on where they ended.</summary>
    private long Newest() => transaction.Number("SELECT COALESCE(MAX(position), 0) FROM fact") is var newest and > 0 ? newest : state.OpenFloorPosition;

    private JournalEntry AppendAt(DateTimeOffset now, FactBody body)
    {
        var fact = FactCodec.Encode(FactId.New(clock), now, Identity.Store, body);
        var epoch = state.OpenEpoch;
        var (sequence, previous) = transaction.List(
            "SELECT last_sequence, last_chain FROM journal_epoch WHERE epoch = $epoch",
            row => (row.GetInt64(0), Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(1))),
            ("$epoch", epoch.Value))[0];
        var entry = JournalEntry.Append(Identity.Terminal, epoch, new JournalSequence(sequence).Next(), previous, fact);
        var position = Newest() + 1;
        FactRows.Insert(transaction, position, entry, (body as OrderCompleted)?.TotalMinorUnits);
        transaction.Run(
            "UPDATE journal_epoch SET last_sequence = $sequence, last_chain = $chain WHERE epoch = $epoch",
            ("$sequence", entry.Sequence.Value), ("$chain", entry.ChainHash.ToArray()), ("$epoch", epoch.Value));
        ReadModels.Apply(transaction, position, fact, body);
        HasAppended = true;
        TerminalTelemetry.FactsAppended.Add(1, new KeyValuePair<string, object?>("type", fact.Type));
        return entry;
    }
}
