using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Takes a terminal's facts: everything of a request in one transaction, under the lock of its journal epoch. Known facts
/// are answered as before, so a lost reply is harmless; what can't be applied is kept in quarantine and blocks nothing.
/// Transient failures leave as the database's exceptions (<see cref="HubDatabase.IsTransient"/>) with nothing done.
/// </summary>
public sealed class FactIntake(HubWriter writer)
{
    public async Task<IntakeOutcome> TakeAsync(IntakeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Hashing and reading need no database, so they don't hold up the one writer.
        var facts = ReceivedFact.ReadAll(request, out var problem);
        if (facts is null) return new IntakeOutcome.Malformed(problem ?? "The request contradicts itself.");
        return await writer.RunAsync(transaction => new IntakeTransaction(transaction, request, facts).RunAsync(), cancellationToken);
    }
}
