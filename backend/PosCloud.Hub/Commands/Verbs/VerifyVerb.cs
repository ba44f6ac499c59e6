using PosCloud.HubStorage.Verification;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class VerifyVerb(HubVerifier verifier) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var report = await verifier.VerifyAsync(cancellationToken);
        var json = new
        {
            ok = report.Ok, facts = report.Facts, orders = report.Orders, movements = report.Movements, quarantined = report.Quarantined, violations = report.Violations,
        };
        var counts = $"{report.Facts} facts, {report.Orders} orders, {report.Movements} movements, {report.Quarantined} in quarantine";
        var text = report.Ok ? $"Everything adds up: {counts}." : $"{report.Violations.Count} violations in {counts}:\n" + string.Join('\n', report.Violations);
        return VerbAnswer.Of(arguments, json, text, report.Ok ? ExitCodes.Done : ExitCodes.CheckFailed);
    }
}
