using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Takes a terminal's facts: everything of a request in one transaction, under the lock of its journal epoch. Known facts
/// are answered as before, so a lost reply is harmless; what can't be applied is kept in quarantine and blocks nothing.
/// Transient failures leave as the database's exceptions (<see cref="HubDatabase.IsTransient"/>) with nothing done.
/// </summary>
public sealed class FactIntake(HubWriter writer)
{
    /// <summary>What this release can read of a fact; what it can't waits in quarantine for one that can.</summary>
    public Func<Fact, FactReading> Reading { get; init; } = FactCodec.Read;

    public async Task<IntakeOutcome> TakeAsync(IntakeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Hashing and reading need no database, so they don't hold up the one writer.
        var facts = ReceivedFact.ReadAll(request, Reading, out var problem);
        if (facts is null) return new IntakeOutcome.Malformed(problem ?? "The request contradicts itself.");
        if (await TakeAsync(request, facts, cancellationToken) is { } outcome) return outcome;
        // In a transaction of its own, because it locks every stream's counter, and intake locks those last.
        await writer.RunAsync(transaction => HubEpoch.BeginAfterAsync(transaction, request.HubEpoch!, SetBack(request)), cancellationToken);
        return await TakeAsync(request, facts, cancellationToken) ?? throw new InvalidOperationException("The hub's history ended twice in one request.");
    }

    private Task<IntakeOutcome?> TakeAsync(IntakeRequest request, IReadOnlyList<ReceivedFact> facts, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => new IntakeTransaction(transaction, request, facts).RunAsync(), cancellationToken);

    private static string SetBack(IntakeRequest request) =>
        $"{request.Terminal} holds acknowledgements of facts that aren't here: the database was set back.";
}
