using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;
using PosCloud.Protocol.Export;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Takes a journal that came as a file, from whoever brought it: of a broken or stolen terminal, of one that the hub doesn't
/// know. The facts go the same way as those of a terminal that syncs, so what is here already is recognised.
/// </summary>
public sealed class JournalImport(FactIntake intake, HubWriter writer)
{
    /// <param name="isSealed">The device's own key, as the hub knows or certified it, signed the file.</param>
    /// <param name="certificate">Null when the file carries no certificate of this hub.</param>
    public async Task<JournalImportOutcome> ImportAsync(
        JournalFile file, bool isSealed, EnrolmentCertificate? certificate, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!TerminalId.TryParse(file.Header.Terminal, out var terminal) || !StoreId.TryParse(file.Header.Store, out var store))
            return new JournalImportOutcome.Refused("The file names no terminal and store.");
        if (certificate is not null && certificate.Terminal != terminal) return new JournalImportOutcome.Refused("The file names another terminal than its certificate.");
        var problem = await writer.RunAsync(transaction => OpenAsync(transaction, terminal, store, certificate, by, file.Facts.Count), cancellationToken);
        if (problem is not null) return new JournalImportOutcome.Refused(problem);

        var source = isSealed ? FactSource.SealedFile : FactSource.OpenFile;
        var (taken, unusable, moved) = (0, 0, new List<PublishedStream>());
        var quarantined = 0;
        foreach (var run in Runs(file.Facts))
        {
            var outcomes = await TakeAsync(terminal, run, source, cancellationToken);
            unusable += outcomes.Count(o => o is null);
            taken += outcomes.Sum(o => o?.Accepted ?? 0);
            quarantined += outcomes.Sum(o => o?.Quarantined ?? 0);
            moved.AddRange(outcomes.SelectMany(o => o?.Moved ?? []));
        }

        return new JournalImportOutcome.Imported(taken - quarantined, file.Facts.Count - taken - unusable, quarantined, unusable, [.. moved.Distinct()]);
    }

    /// <summary>A run at once; when it contradicts itself, each fact alone, so that one doesn't stop the others. Null: it can't be used.</summary>
    private async Task<List<IntakeOutcome.Taken?>> TakeAsync(TerminalId terminal, IReadOnlyList<JournalFileFact> run, FactSource source, CancellationToken cancellationToken)
    {
        var first = run[0];
        var request = new IntakeRequest(
            terminal, first.Epoch, first.Sequence, first.Previous, [.. run.Select(f => f.Frame)], null, null, null, null, [], null) { Source = source };
        if (await intake.TakeAsync(request, cancellationToken) is IntakeOutcome.Taken taken) return [taken];
        if (run.Count == 1) return [null];
        var alone = new List<IntakeOutcome.Taken?>();
        foreach (var fact in run) alone.AddRange(await TakeAsync(terminal, [fact], source, cancellationToken));
        return alone;
    }

    /// <summary>Facts that follow each other, in pieces of an upload's size.</summary>
    private static IEnumerable<IReadOnlyList<JournalFileFact>> Runs(IReadOnlyList<JournalFileFact> facts)
    {
        var run = new List<JournalFileFact>();
        var bytes = 0L;
        foreach (var fact in facts)
        {
            var follows = run.Count > 0 && run[^1] is var last && last.Epoch == fact.Epoch && last.Sequence.Next() == fact.Sequence && last.Frame.ChainHash == fact.Previous;
            if (run.Count > 0 && (!follows || run.Count == ProtocolLimits.MaxFactsPerUpload || bytes > ProtocolLimits.TargetUploadBytes))
            {
                yield return run;
                (run, bytes) = ([], 0);
            }

            run.Add(fact);
            bytes += fact.Frame.Content.Length;
        }

        if (run.Count > 0) yield return run;
    }

    /// <summary>
    /// A terminal that the hub doesn't know gets a row that lets nobody in: its facts are kept in quarantine, and count when a
    /// manager admits it. Null when the facts can be taken.
    /// </summary>
    private static async Task<string?> OpenAsync(HubTransaction transaction, TerminalId terminal, StoreId store, EnrolmentCertificate? certificate, string by, int facts)
    {
        var known = await transaction.FirstAsync("SELECT terminal FROM terminal WHERE terminal = @p0", row => row.GetString(0), terminal.Value);
        if (known is null)
        {
            if (await transaction.FirstAsync("SELECT store FROM store WHERE store = @p0", row => row.GetString(0), store.Value) is null)
                return $"The hub has no store {store}; add it, then import again.";
            await transaction.ExecuteAsync(
                transaction.Database.InsertIfAbsent("terminal", ["terminal", "store", "machine", "program", "epoch", "enrolled_at", "revoked_at", "revoked_by"], keyLength: 1),
                terminal.Value, store.Value, "", "", (certificate?.Epoch ?? JournalEpoch.First).Value, transaction.NowMilliseconds, transaction.NowMilliseconds,
                TerminalReadmission.ByFile);
            foreach (var assigned in new[] { store, certificate?.Store ?? store }.Distinct()) await TerminalEnrolment.AssignAsync(transaction, terminal, assigned.Value);
        }

        await AuditLog.WriteAsync(transaction, by, "import-journal", $"Imported a file of {facts} facts of {terminal}.", store.Value, terminal.Value);
        return null;
    }
}
