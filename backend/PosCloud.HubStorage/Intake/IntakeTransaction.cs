using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>One request inside its transaction.</summary>
internal sealed class IntakeTransaction(HubTransaction transaction, IntakeRequest request, IReadOnlyList<ReceivedFact> facts)
{
    private readonly List<StoredFact> _new = [];
    private readonly List<(FactPlace Place, ReceivedFact Fact)> _repaired = [];

    /// <summary>Null when the hub's history ended: its database was set back, and a new one must begin before anything is taken.</summary>
    public async Task<IntakeOutcome?> RunAsync()
    {
        var terminal = await TerminalStanding.ReadAsync(transaction, request.Terminal);
        if (terminal is null) return new IntakeOutcome.UnknownTerminal();
        var epoch = await HubEpoch.CurrentAsync(transaction) ?? throw new InvalidOperationException("The database has no epoch; migrate it first.");
        if (epoch == request.HubEpoch && await LostFactsAsync()) return null;
        await ReportDeletedAsync(terminal);
        var branches = await JournalBranches.LockAsync(transaction, request.Terminal, request.Epoch, open: facts.Count > 0);
        if (facts.Count == 0) return Taken(terminal, epoch, await HelloAsync(branches), []);
        await branches.LoadKnownAsync(facts[0].Sequence, facts[^1].Sequence);
        if (!await PlaceAsync(branches, terminal)) return Taken(terminal, epoch, (GapAnswer(branches), null), []);

        var applier = new FactApplier(transaction, request.Upload);
        await applier.LockAsync(_new.Select(f => f.Order).Concat(_repaired.Select(r => r.Fact.Body as OrderCompleted)).OfType<OrderCompleted>());
        await applier.ApplyAllAsync(_new);
        await QuarantineReport.RaiseTogetherAsync(transaction, request.Terminal, _new);
        await branches.SaveAsync();
        var release = new FactRelease(transaction, applier);
        foreach (var (place, fact) in _repaired) await DamageRepair.RepairAsync(transaction, place, fact, release);
        var answer = await AnswerAsync(branches);
        var begun = await BeginAppliedAsync(terminal);
        var applied = await release.ApplyAsync();
        var moved = await StreamPublisher.NumberAsync(transaction, [.. applier.Changes, .. begun, .. applied]);
        return Taken(terminal, epoch, answer, moved);
    }

    /// <summary>Finds each fact's place; false when something before the first is missing.</summary>
    private async Task<bool> PlaceAsync(JournalBranches branches, TerminalStanding terminal)
    {
        foreach (var fact in facts)
        {
            var chain = fact.Frame.ChainHash;
            if (branches.Known(fact.Sequence, chain) is { } known)
            {
                if (!fact.IsDamaged && IsSettledBySending(known.Code, terminal)) _repaired.Add((Place(known.Branch, fact.Sequence), fact));
                continue;
            }

            var branch = branches.Continued(fact.Sequence, fact.Previous);
            if (branch is null)
            {
                var isFork = branches.CanFork(fact.Sequence, fact.Previous);
                if (!isFork && request.Source == FactSource.Terminal && !IsDeletedBefore(fact)) return false;
                branch = await branches.ForkAsync(fact.Sequence, fact.Previous, chain);
                var place = Place(branch.Name, fact.Sequence);
                await (isFork
                    ? CloneReport.RaiseForkAsync(transaction, place, fact, terminal)
                    : HoleReport.RaiseAsync(transaction, place, fact, terminal, request.Source));
            }

            branches.Append(branch, fact.Sequence, chain);
            _new.Add(await JudgeAsync(fact, Place(branch.Name, fact.Sequence), terminal));
        }

        return true;
    }

    /// <summary>True when the device can't send what is missing before this fact: it was in a verified backup and is deleted there.</summary>
    private bool IsDeletedBefore(ReceivedFact fact) => request.Deleted.Any(
        position => position.Epoch == request.Epoch && position.Sequence.Next() == fact.Sequence && position.ChainHash == fact.Previous);

    /// <summary>Epochs of which the device sends nothing any more are compared here; the others are when their facts come.</summary>
    private async Task ReportDeletedAsync(TerminalStanding terminal)
    {
        foreach (var position in request.Deleted.Where(position => facts.Count == 0 || position.Epoch != request.Epoch))
        {
            if (!await HoldsAsync(position)) await HoleReport.RaiseDeletedAsync(transaction, request, position, terminal);
        }
    }

    /// <summary>What spoke against a fact is answered by the terminal's sending it: its bytes, its origin, its standing.</summary>
    private bool IsSettledBySending(string? code, TerminalStanding terminal) => code switch
    {
        "DAMAGED" => true,
        "UNSEALED" => request.Source == FactSource.Terminal,
        "REVOKED" => request.Source == FactSource.Terminal && !terminal.Revoked,
        _ => false,
    };

    private async Task<StoredFact> JudgeAsync(ReceivedFact fact, FactPlace place, TerminalStanding terminal)
    {
        var stored = new StoredFact(fact, place, fact.Fact?.Store ?? request.Store ?? terminal.Store) { Happened = EstimatedTime.Of(request, fact, transaction.Now) };
        if (fact.Code is { } code) stored.Quarantine(code, fact.Reason ?? "");
        if (!fact.IsDamaged && !terminal.Assigned.Contains(stored.Store))
            stored.Quarantine(QuarantineCode.WrongStore, $"{request.Terminal} was never assigned to store {stored.Store}.");
        if (request.Source == FactSource.OpenFile && !fact.IsDamaged)
            stored.Quarantine(QuarantineCode.Unsealed, "It came in a file that the device's key didn't seal.");
        if (terminal.Revoked && !fact.IsDamaged) stored.Quarantine(QuarantineCode.Revoked, $"{request.Terminal} was revoked when it sent this.");
        if (fact.Fact is { } read) await TwinCheck.JudgeAsync(transaction, stored, read, _new);
        return stored;
    }

    /// <summary>Rows that say where the ledger begins with a branch, made when its first fact of a store is accepted.</summary>
    private async Task<List<StateChange>> BeginAppliedAsync(TerminalStanding terminal)
    {
        var changes = new List<StateChange>();
        foreach (var (store, branch) in _new.Where(f => terminal.Assigned.Contains(f.Store)).Select(f => (f.Store, f.Place.Branch)).Distinct())
        {
            if (await AppliedTable.BeginAsync(transaction, new AppliedKey(store, request.Terminal, request.Epoch, branch)) is { } progress) changes.Add(progress.ToChange());
        }

        await StreamPublisher.WriteAsync(transaction, changes);
        return changes;
    }

    private async Task<bool> LostFactsAsync()
    {
        foreach (var position in request.Acknowledged.Where(p => p.Sequence.Value > 0))
        {
            if (!await HoldsAsync(position)) return true;
        }

        return false;
    }

    private async Task<bool> HoldsAsync(EpochPosition position)
    {
        var chains = await transaction.QueryAsync(
            """
            SELECT f.chain_hash FROM terminal_head h JOIN fact f ON f.terminal = h.terminal AND f.epoch = h.epoch AND f.branch = h.branch
            WHERE h.terminal = @p0 AND h.epoch = @p1 AND f.sequence = @p2
            """,
            row => Sha256Digest.FromBytes((byte[])row[0]),
            request.Terminal.Value, position.Epoch.Value, position.Sequence.Value);
        return chains.Contains(position.ChainHash);
    }

    /// <summary>
    /// A request without facts: says whether the hub has more of this journal than its terminal. Only an offer, because the
    /// terminal compares with its journal of now before it takes the epoch. A device whose line forked hears so again: it may
    /// have been killed between noting the acknowledgement and taking the epoch, and then has nothing left to send.
    /// </summary>
    private async Task<(UploadAnswer? Upload, JournalEpoch? NewEpoch)> HelloAsync(JournalBranches branches)
    {
        var position = request.Acknowledged.LastOrDefault(p => p.Epoch == request.Epoch);
        if (!request.LooksForMore || position is null) return (null, null);
        if (await LineOfAsync(branches, position) is not { } branch) return (null, null);
        var last = new JournalSequence(branch.Next.Value - 1);
        if (last == position.Sequence) return (null, await AfterForkAsync(branch.Name));
        var next = await EpochGiver.GiveAsync(transaction, request.Terminal, request.Epoch, $"behind:{branch.Name}:{position.Sequence}");
        return (new UploadAnswer(UploadOutcome.Behind, request.Epoch, branch.Name, last, branch.ChainHash, null, []), next);
    }

    /// <summary>The line that goes through this place; a journal without a fact of the epoch is at the beginning of the first one.</summary>
    private static async Task<JournalBranch?> LineOfAsync(JournalBranches branches, EpochPosition position)
    {
        if (position.Sequence == JournalSequence.None) return branches.First;
        await branches.LoadKnownAsync(position.Sequence, position.Sequence);
        return branches.Known(position.Sequence, position.ChainHash) is { } known ? branches.Named(known.Branch) : null;
    }

    private async Task<(UploadAnswer? Upload, JournalEpoch? NewEpoch)> AnswerAsync(JournalBranches branches)
    {
        var last = facts[^1];
        var branch = branches.Known(last.Sequence, last.Frame.ChainHash)?.Branch ?? throw new InvalidOperationException("The last fact has no place.");
        var next = await AfterForkAsync(branch);
        var quarantined = await QuarantineList.ReadAsync(transaction, request, branch, facts[0].Sequence, last.Sequence);
        var outcome = branch.Length == 0 ? UploadOutcome.Accepted : UploadOutcome.Forked;
        return (new UploadAnswer(outcome, request.Epoch, branch, last.Sequence, last.Frame.ChainHash, null, quarantined), next);
    }

    /// <summary>The epoch in which the device of this branch goes on; null for the first line, whose device stays.</summary>
    private async Task<JournalEpoch?> AfterForkAsync(string branch) =>
        branch.Length == 0 ? null : await EpochGiver.GiveAsync(transaction, request.Terminal, request.Epoch, "fork:" + branch);

    private UploadAnswer GapAnswer(JournalBranches branches)
    {
        var expected = branches.Expected(facts[0].Sequence);
        return new UploadAnswer(UploadOutcome.Gap, request.Epoch, "", JournalSequence.None, Sha256Digest.None, expected, []);
    }

    private FactPlace Place(string branch, JournalSequence sequence) => new(request.Terminal, request.Epoch, branch, sequence);

    private IntakeOutcome.Taken Taken(
        TerminalStanding terminal, string epoch, (UploadAnswer? Upload, JournalEpoch? NewEpoch) answer, IReadOnlyList<PublishedStream> moved)
    {
        var orders = _new.Select(f => f.Order).OfType<OrderCompleted>().ToList();
        return new IntakeOutcome.Taken(
            epoch, transaction.Now, terminal.Store, terminal.Revoked, answer.Upload, answer.NewEpoch, _new.Count, orders.Count,
            orders.Sum(o => o.TotalMinorUnits), orders.Count == 0 ? null : orders[0].Rules.Currency.Code, moved)
        {
            Quarantined = _new.Count(f => f.Status == FactStatus.Quarantined),
        };
    }
}
