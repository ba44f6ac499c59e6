using PosCloud.Domain.Facts;

namespace PosCloud.HubStorage.Verification;

/// <summary>
/// Recomputes from the raw facts what the hub's tables must hold, in one snapshot, and lists every difference: chains,
/// projections, ledger, stock, vouchers and points, streams, quarantine.
/// </summary>
public sealed class HubVerifier(HubDatabase database)
{
    public async Task<VerificationReport> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var findings = new Findings();
        var chains = new ChainCheck(findings);
        var progress = await ProgressCheck.ReadAsync(snapshot, findings, cancellationToken);
        var ledger = new LedgerCheck(findings);
        var credits = new CreditCheck(findings);
        var projections = new ProjectionCheck(findings);
        await chains.ReadHeadsAsync(snapshot, cancellationToken);
        long facts = 0, orders = 0, quarantined = 0;
        await foreach (var fact in VerifiedFact.ReadAllAsync(snapshot, findings, cancellationToken))
        {
            facts++;
            if (fact.Status == "Q") quarantined++;
            if (fact.IsAccepted && fact.Body is OrderCompleted) orders++;
            chains.Visit(fact);
            var isApplied = progress.Visit(fact);
            if (isApplied) ledger.Expect(fact);
            credits.Expect(fact);
            projections.Expect(fact);
        }

        chains.Finish();
        progress.Finish();
        var movements = await ledger.CompareAsync(snapshot, cancellationToken);
        await credits.CompareAsync(snapshot, cancellationToken);
        await projections.CompareAsync(snapshot, cancellationToken);
        await StockCheck.RunAsync(snapshot, findings, cancellationToken);
        await StreamCheck.RunAsync(snapshot, findings, cancellationToken);
        return new VerificationReport(facts, orders, movements, quarantined, findings.All);
    }
}
