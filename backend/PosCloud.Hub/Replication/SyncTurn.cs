using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary>Decides the answer to one sync: takes its facts, then reads the state its terminal may see.</summary>
internal sealed class SyncTurn(FactIntake intake, StateReader state, HubWriter writer, EngineSettings settings, DurableFacts durable)
{
    public async Task<SyncDecision> DecideAsync(
        TerminalId terminal, SyncRequest request, IReadOnlyList<FactFrame> facts, string session, CancellationToken cancellationToken)
    {
        if (!string.Equals(request.Engine, EngineSettings.Direct, StringComparison.OrdinalIgnoreCase) || !settings.Serves(EngineSettings.Direct))
            return new SyncDecision.Refused(SyncErrorCode.Engine, ReplicationEngines.Refusal(settings, request.Engine));
        return await intake.TakeAsync(IntakeRequest.Of(terminal, request, facts, session), cancellationToken) switch
        {
            IntakeOutcome.Taken taken => await AnswerAsync(terminal, request, facts.Count, taken, cancellationToken),
            IntakeOutcome.Malformed malformed => new SyncDecision.Refused(SyncErrorCode.Malformed, malformed.Problem),
            _ => new SyncDecision.Refused(SyncErrorCode.Credential, $"The hub knows no terminal {terminal}; enrol the device again."),
        };
    }

    /// <summary>The same answer with the state as it is now.</summary>
    public async Task<SyncDecision> ReadAgainAsync(SyncDecision.Answered answered, StoreId store, SyncRequest request, CancellationToken cancellationToken)
    {
        var page = await state.ReadPageAsync(store, request.State!, cancellationToken);
        return page.CursorAhead || page.HubEpoch != answered.Answer.HubEpoch ? answered : answered with { Answer = answered.Answer with { State = page.Answer } };
    }

    private async Task<SyncDecision> AnswerAsync(
        TerminalId terminal, SyncRequest request, int facts, IntakeOutcome.Taken taken, CancellationToken cancellationToken)
    {
        if (taken.Revoked && facts == 0)
            return new SyncDecision.Refused(SyncErrorCode.Revoked, "A manager revoked this terminal. Its sales are still taken, and wait for a manager.");
        var servesState = Serves(request);
        // What was sold is taken whatever the version; only state depends on it.
        if (!servesState && facts == 0) return new SyncDecision.Refused(SyncErrorCode.Version, "Update the terminal's program; its sales are still taken.");
        var page = servesState && !taken.Revoked && request.State is { } asked ? await ReadAsync(terminal, taken.Store, asked, cancellationToken) : null;
        var message = servesState ? null : "Update the terminal's program: this hub can't give it products and prices any more.";
        var hubEpoch = page?.HubEpoch ?? taken.HubEpoch;
        var safe = await durable.OfAsync(terminal, hubEpoch, cancellationToken);
        return new SyncDecision.Answered(
            new SyncAnswer(hubEpoch, taken.HubTime, taken.Store, taken.Revoked, taken.Upload, page?.Answer, taken.NewEpoch, message, safe),
            taken,
            page is { IsFileDue: true } ? taken.Store : null);
    }

    private async Task<StateReading> ReadAsync(TerminalId terminal, StoreId store, StateRequest asked, CancellationToken cancellationToken)
    {
        if (asked.Differed is { } stream) await ReplicaDifference.RaiseAsync(writer, terminal, store, stream, cancellationToken);
        var page = await state.ReadPageAsync(store, asked, cancellationToken);
        if (!page.CursorAhead) return page;
        // The terminal has seen changes that this database lost: it was restored from an older backup.
        await writer.RunAsync(transaction => HubEpoch.BeginAfterAsync(transaction, page.HubEpoch, "a terminal's cursor is ahead of the hub"), cancellationToken);
        return await state.ReadPageAsync(store, asked, cancellationToken);
    }

    /// <summary>True when this hub can give state in the terminal's versions.</summary>
    public static bool Serves(SyncRequest request) =>
        request.Protocol is >= ProtocolVersions.OldestProtocol and <= ProtocolVersions.Protocol
        && request.Schema is >= ProtocolVersions.OldestSchema and <= ProtocolVersions.Schema;
}
